// A landscape pasted as a table: looked over as a whole, then recorded entry by entry; each line says what became of it.
import { useMemo, useState, type FormEvent } from 'react'
import { Link } from 'wouter'
import { writeView } from '../address'
import { useLedger } from '../ledger'
import type { Offered } from '../record/Form'
import { newEnvelope } from '../record/drafts'
import { record } from '../record/record'
import { readTable, type Row } from '../record/table'

interface Sent { readonly row: Row; readonly id: string; readonly said: 'waits' | 'recorded' | string }

const example = 'Upland growers; group; local\nOdile Marrak; person; individual\n\nOdile Marrak; Upland growers; works with; 2'

export function TableForm({ offered, when }: { offered: readonly Offered[]; when: (value: string, change: (value: string) => void) => React.ReactNode }) {
  const { slug, view } = useLedger()
  const [text, setText] = useState('')
  const [occurredAt, setOccurredAt] = useState('')
  const [sent, setSent] = useState<readonly Sent[] | null>(null)
  const [isSending, setSending] = useState(false)
  const { rows, faults } = useMemo(() => readTable(text, name => offered.find(one => one.thing === 'ELEMENT' && (one.label.toLowerCase() === name.toLowerCase() || one.key === name))?.key ?? null), [text, offered])
  const isReady = rows.length > 0 && faults.length === 0 && occurredAt.trim() !== ''

  const send = async (all: readonly Sent[]) => {
    setSending(true)
    let done = [...all]
    for (const [index, one] of all.entries()) {
      if (one.said === 'recorded') continue
      // The id of a line stays, so that trying again records it once.
      const outcome = await record(slug, { id: one.id, kind: one.row.kind, envelope: { ...newEnvelope, occurredAt }, data: one.row.data, saved: 0 })
      const said = 'entry' in outcome ? 'recorded' : 'refusals' in outcome ? outcome.refusals.map(refusal => `${refusal.message} Accepted: ${refusal.accepted}.`).join(' ') : outcome.fault
      done = done.map((other, place) => place === index ? { ...other, said } : other)
      setSent(done)
      if ('fault' in outcome && outcome.isLost) break
    }
    setSending(false)
  }
  const review = (event: FormEvent) => { event.preventDefault(); if (isReady) setSent(rows.map(row => ({ row, id: crypto.randomUUID(), said: 'waits' }))) }

  if (sent) {
    const left = sent.filter(one => one.said !== 'recorded').length
    return (
      <section className="review" aria-label="Review">
        <h2>{left === 0 ? 'Recorded' : 'Look it over'}</h2>
        {left > 0 && <p>These are {sent.length} entries. An entry cannot be undone: it can be corrected or taken back by another entry, and both stay.</p>}
        <ul className="lines">{sent.map(one => <li key={one.id} className={one.said === 'recorded' ? 'is-done' : undefined}>{one.row.words}{one.said !== 'waits' && <b> · {one.said}</b>}</li>)}</ul>
        <p className="choices" role="status">
          {left > 0 ? <><button type="button" className="go" disabled={isSending} onClick={() => void send(sent)}>{isSending ? `Recording, ${left} left …` : sent.some(one => one.said !== 'waits') ? 'Try the rest again' : 'Record them'}</button><button type="button" disabled={isSending} onClick={() => setSent(null)}>Back</button></>
            : <><Link href={`/e/${slug}/replay${writeView(view)}`}>To the replay</Link> <button type="button" onClick={() => { setSent(null); setText('') }}>Another table</button></>}
        </p>
      </section>
    )
  }
  return (
    <form className="entry-form" onSubmit={review} noValidate aria-label="A landscape as a table">
      <h2>A landscape as a table</h2>
      {when(occurredAt, setOccurredAt)}
      <div className="field"><label htmlFor="table">Names, what they are, their scale; after an empty line, ties</label>
        <span className="what" id="table__what">Paste it from a sheet, or write it with semicolons. A tie is from; to; how; how deep, 0 to 5.</span>
        {faults.length > 0 && <span className="wrong" id="table__fault" role="status">{faults.map(fault => <span key={fault.line} className="line">Line {fault.line}: {fault.message}</span>)}</span>}
        <textarea id="table" rows={10} value={text} placeholder={example} aria-invalid={faults.length > 0 || undefined} aria-describedby={`table__what${faults.length > 0 ? ' table__fault' : ''}`} onChange={event => setText(event.target.value)} />
      </div>
      <p className="choices"><button type="submit" className="go" disabled={!isReady}>Look {rows.length} {rows.length === 1 ? 'entry' : 'entries'} over</button><Link href={`/e/${slug}/record${writeView(view)}`}>One entry</Link></p>
    </form>
  )
}
