import { useGraphiQL, useGraphiQLActions, type GraphiQLPlugin } from '@graphiql/react'
import { examples, groups, type Example } from './examples'

const headings: Record<string, string> = {
  teams: 'For teams that query a history',
  evaluators: 'For evaluators who replay it',
  conveners: 'For conveners who watch micro-shifts',
}

export const examplesPlugin: GraphiQLPlugin = { title: 'Examples', icon: Icon, content: List }

function Icon() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
      <path d="M4 5h16M4 10h16M4 15h10M4 20h10" />
    </svg>
  )
}

function List() {
  const { addTab, updateActiveTabValues } = useGraphiQLActions()
  const editor = useGraphiQL(state => state.queryEditor)
  const open = (example: Example) => {
    addTab()
    updateActiveTabValues({ query: example.query })
    editor?.setValue(example.query)
  }
  return (
    <section className="examples" aria-label="Examples">
      <div className="graphiql-doc-explorer-title">Examples</div>
      {groups.map(group => (
        <section key={group}>
          <h3>{headings[group]}</h3>
          <ul>
            {examples.filter(example => example.group === group).map(example => (
              <li key={example.title}>
                <button type="button" onClick={() => open(example)}>{example.title}</button>
                <p>{example.words}</p>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </section>
  )
}
