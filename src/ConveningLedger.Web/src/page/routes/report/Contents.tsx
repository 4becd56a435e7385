import { useEffect, useState } from 'react'

interface Heading { readonly id: string; readonly text: string; readonly within: readonly { readonly id: string; readonly text: string }[] }

const slugOf = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')

/** What a heading says, without its reference. */
function textOf(heading: Element): string {
  const copy = heading.cloneNode(true) as Element
  for (const one of copy.querySelectorAll('sup, a:not(.to-strand), small, svg')) one.remove()
  return copy.textContent.trim()
}

// Whatever panels and sections there are; each gets an address of its own, where it has none.
function headingsOf(main: Element): Heading[] {
  const taken = new Map<string, Element>()
  const idOf = (heading: Element) => {
    if (heading.id) return heading.id
    const name = `part-${slugOf(textOf(heading))}`
    let id = name
    for (let number = 2; taken.has(id); number++) id = `${name}-${number}`
    taken.set(id, heading)
    return heading.id = id
  }
  for (const one of main.querySelectorAll('[id^=part-]')) taken.set(one.id, one)
  const all: { id: string; text: string; within: { id: string; text: string }[] }[] = []
  for (const heading of main.querySelectorAll('[data-panel] h2, .history > h2, .history > .told > h3')) {
    const told = { id: idOf(heading), text: textOf(heading) }
    if (heading.tagName === 'H2') all.push({ ...told, within: [] })
    else all.at(-1)?.within.push(told)
  }
  return all
}

/** What the report has in it, from its headings; on paper as links, too. */
export function Contents() {
  const [headings, setHeadings] = useState<readonly Heading[]>([])
  useEffect(() => {
    const main = document.querySelector('main.report')
    if (!main) return
    const read = () => setHeadings(before => { const now = headingsOf(main); return JSON.stringify(now) === JSON.stringify(before) ? before : now })
    read()
    const observer = new MutationObserver(read)
    observer.observe(main, { childList: true, subtree: true })
    return () => observer.disconnect()
  }, [])
  if (headings.length === 0) return null
  return (
    <nav className="contents" aria-label="Contents"><h2>Contents</h2>
      <ol>{headings.map(one => <li key={one.id}><a href={`#${one.id}`}>{one.text}</a>{one.within.length > 0 && <ol>{one.within.map(part => <li key={part.id}><a href={`#${part.id}`}>{part.text}</a></li>)}</ol>}</li>)}</ol>
    </nav>
  )
}
