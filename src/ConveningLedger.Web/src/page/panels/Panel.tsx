import { useId, useState, type ReactNode } from 'react'
import type { Dimension } from '../dimensions'
import { Glyph } from '../Glyph'

export interface Table { readonly head: readonly string[]; readonly rows: readonly (readonly (string | number | null)[])[] }

/** One strand of a frame. What it shows is told in a sentence and as a table, too; neither may be left out. */
export function Panel({ of, title, summary, table, isStale = false, wide = 4, empty, children }: {
  of: Dimension | null; title: string; summary: string; table: Table; isStale?: boolean; wide?: number; empty?: ReactNode; children: ReactNode
}) {
  const id = useId()
  const [isTable, setTable] = useState(false)
  return (
    <section className={`panel wide-${wide}`} aria-labelledby={id} data-panel={title} data-stale={isStale || undefined}>
      <header>
        <h2 id={id}><Glyph of={of} />{title}</h2>
        {!empty && <button type="button" className="quiet" aria-pressed={isTable} onClick={() => setTable(!isTable)}>{isTable ? 'Show as picture' : 'Show as table'}</button>}
      </header>
      <p className="summary">{summary}</p>
      {empty ? <div className="empty">{empty}</div> : isTable ? <AsTable {...table} /> : children}
    </section>
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
