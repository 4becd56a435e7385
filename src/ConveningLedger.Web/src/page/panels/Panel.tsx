import { useId, useRef, useState, type ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import { pageOf, type Dimension } from '../dimensions'
import { writeView } from '../address'
import { Glyph } from '../Glyph'
import { useLedger } from '../ledger'
import { asCsv, asPng, asSvg, clocks, download } from './save'
import './waiting.css'

export interface Table { readonly head: readonly string[]; readonly rows: readonly (readonly (string | number | null)[])[] }

/** One strand of a frame. What it shows is told in a sentence and as a table, too; neither may be left out. Its title leads to its page. Of what it waits for it says nothing. */
export function Panel({ of, title, summary, table, isStale = false, isWaiting = false, wide = 4, empty, page = of ? pageOf[of] : undefined, children }: {
  of: Dimension | null; title: string; summary: string; table: () => Table; isStale?: boolean; isWaiting?: boolean; wide?: number; empty?: ReactNode; page?: string | undefined; children: ReactNode
}) {
  const id = useId()
  const [isTable, setTable] = useState(false)
  const section = useRef<HTMLElement>(null)
  const { slug, view } = useLedger()
  const [here] = useLocation()
  const there = page && `/e/${slug}/${page}`
  return (
    <section ref={section} className={`panel wide-${wide}`} aria-labelledby={id} data-panel={title} data-stale={(isStale && !isWaiting) || undefined} aria-busy={isWaiting || undefined}>
      <header>
        <h2 id={id}><Glyph of={of} />{there && there !== here ? <Link href={`${there}${writeView(view)}`} className="to-strand">{title}</Link> : title}</h2>
        {!empty && !isWaiting && <span className="tools"><button type="button" className="quiet" aria-pressed={isTable} onClick={() => setTable(!isTable)}>{isTable ? 'Show as picture' : 'Show as table'}</button><Save title={title} table={table} section={section} /></span>}
      </header>
      {!isWaiting && <p className="summary">{summary}</p>}
      {isWaiting ? <Lines /> : empty ? <div className="empty">{empty}</div> : isTable ? <AsTable {...table()} /> : children}
    </section>
  )
}

/** Where something will be. */
export const Lines = () => <div className="waiting"><span className="spoken">Loading</span><i /><i /><i /></div>

function Save({ title, table, section }: { title: string; table: () => Table; section: { readonly current: HTMLElement | null } }) {
  const ledger = useLedger()
  const { name, words } = clocks(ledger)
  const file = (ending: string) => `${title}, ${name}.${ending}`
  const charts = () => [...section.current?.querySelectorAll<SVGSVGElement>('.chart svg') ?? []]
  const each = (save: (chart: SVGSVGElement, number: string) => void) => charts().forEach((chart, index, all) => save(chart, all.length > 1 ? ` ${index + 1}` : ''))
  return (
    <details className="save"><summary aria-label={`Save ${title}`}>⤓</summary>
      <div>
        <button type="button" onClick={() => download(file('csv'), 'text/csv', asCsv(table(), words))}>Table as CSV</button>
        {charts().length > 0 && <>
          <button type="button" onClick={() => each((chart, number) => download(file(`${number.trim() || 'chart'}.svg`), 'image/svg+xml', asSvg(chart, `${title}, ${words}`)))}>Picture as SVG</button>
          <button type="button" onClick={() => each((chart, number) => void asPng(asSvg(chart, `${title}, ${words}`), chart.clientWidth, chart.clientHeight, getComputedStyle(document.body).backgroundColor).then(png => download(file(`${number.trim() || 'chart'}.png`), 'image/png', png)))}>Picture as PNG</button>
        </>}
      </div>
    </details>
  )
}

export function AsTable({ head, rows }: Table) {
  return (
    <div className="table" tabIndex={0} role="region" aria-label="Table">
      <table>
        <thead><tr>{head.map(name => <th key={name} scope="col">{name}</th>)}</tr></thead>
        <tbody>{rows.map((row, index) => <tr key={index}>{row.map((cell, place) => place === 0 ? <th key={place} scope="row">{cell}</th> : <td key={place}>{cell ?? '–'}</td>)}</tr>)}</tbody>
      </table>
    </div>
  )
}
