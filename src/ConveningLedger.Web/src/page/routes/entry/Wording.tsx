import { useQuery } from 'urql'
import { Link } from 'wouter'
import { useLedger } from '../../ledger'
import { entryLink } from '../../panels/panels'
import { Words, wordDiff } from '../../panels/Words'
import { WordingsDocument } from './documents'
import { DateInWords } from './DateInWords'

/** A wording of the call in full, and what it changed of the one before it. */
export function Wording({ uuid, at, audience, text }: { uuid: string; at: string; audience: string | null; text: string }) {
  const ledger = useLedger()
  const [{ data }] = useQuery({ query: WordingsDocument, variables: { slug: ledger.slug, at, as: ledger.view.as, audience } })
  const revisions = data?.endeavour?.frame?.narrative.call?.revisions.nodes ?? []
  const place = revisions.findIndex(one => one.entry.uuid === uuid)
  const before = place > 0 ? revisions[place - 1] : undefined
  return (
    <section className="wording"><h3>The wording{place >= 0 && `, number ${revisions[place]!.number}`}</h3>
      <Words className="call-text" runs={before ? wordDiff(before.text, text) : [{ operation: 'KEPT', text }]} />
      {before && <p className="what">Beside <Link href={entryLink(ledger, before.entry.uuid)}>wording {before.number}, <DateInWords text={before.entry.occurredAt} /></Link>: what is new is underlined, what went is struck out.</p>}
    </section>
  )
}
