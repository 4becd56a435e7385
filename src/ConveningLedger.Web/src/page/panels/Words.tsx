import { diffWordsWithSpace } from 'diff'

export interface Run { readonly operation: string; readonly text: string }

const longest = 40_000
const shortest = 3

/**
 * What was added, removed and kept, word by word. A few words that happen to stay between two changes are part of the change: to be
 * read, not to be counted. Texts that share little are set one after the other.
 */
export function wordDiff(before: string, after: string): Run[] {
  if (before.length + after.length > longest) return [{ operation: 'REMOVED', text: before }, { operation: 'ADDED', text: after }]
  const parts = diffWordsWithSpace(before, after)
  const runs: Run[] = []
  let [removed, added] = ['', '']
  const flush = () => {
    if (removed) runs.push({ operation: 'REMOVED', text: removed })
    if (added) runs.push({ operation: 'ADDED', text: added })
    removed = added = ''
  }
  for (const [index, part] of parts.entries()) {
    if (part.added) added += part.value
    else if (part.removed) removed += part.value
    else if ((removed || added) && index < parts.length - 1 && part.value.trim().split(/\s+/).filter(Boolean).length < shortest) {
      removed += part.value
      added += part.value
    } else {
      flush()
      runs.push({ operation: 'KEPT', text: part.value })
    }
  }
  flush()
  return runs
}

export function Words({ runs, className }: { runs: readonly Run[]; className?: string }) {
  return (
    <p className={className}>{runs.map((run, index) => run.operation === 'ADDED' ? <ins key={index}><span className="spoken">added: </span>{run.text}</ins>
      : run.operation === 'REMOVED' ? <del key={index}><span className="spoken">removed: </span>{run.text}</del> : <span key={index}>{run.text}</span>)}</p>
  )
}
