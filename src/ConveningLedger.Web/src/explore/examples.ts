// The examples that are published with the schema, by whom they are for.
const files = import.meta.glob<string>('../../../../schema/examples/*.graphql', { query: '?raw', import: 'default', eager: true })

export const groups = ['teams', 'evaluators', 'conveners'] as const

export type Example = { title: string, group: string, words: string, query: string }

// What is offered first.
export const first = Object.entries(files).find(([path]) => path.endsWith('/then-and-now.graphql'))?.[1]

export const examples: Example[] = Object.values(files).map(query => {
  // Comments further down are the query's own.
  const head = query.split('\n')
  const lines = head.slice(0, head.findIndex(line => !line.startsWith('#'))).map(line => line.replace(/^#\s*/, '').trim())
  const group = lines.find(line => line.startsWith('For:'))?.slice('For:'.length).trim() ?? groups[0]
  const [title = 'Untitled', ...words] = lines.filter(line => !line.startsWith('For:'))
  return { title, group, words: words.join(' '), query }
})
