import { Link } from 'wouter'
import { useQuery } from 'urql'
import { useLedger } from '../../ledger'
import { entryLink } from '../../panels/panels'
import { ReferredDocument } from './documents'
import { partsOf } from './links'

const names = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[a-z0-9][a-z0-9-]{0,63})$/i

/** A text in which addresses are links. */
export const Linked = ({ text }: { text: string }) => <>{partsOf(text).map((part, index) => part.isLink ? <a key={index} href={part.text} rel="noopener noreferrer" target="_blank">{part.text}</a> : part.text)}</>

/** What may name an entry: then a link to it, by what it says; else the text as it is. */
export function Referred({ text, isEntry = false }: { text: string; isEntry?: boolean }) {
  const ledger = useLedger()
  const [{ data }] = useQuery({ query: ReferredDocument, variables: { slug: ledger.slug, id: text, as: ledger.view.as }, pause: !names.test(text) })
  const entry = data?.endeavour?.frame?.entry
  return entry ? <Link href={entryLink(ledger, entry.uuid)}>{entry.summary}</Link> : isEntry ? <>an entry that is not shown here</> : <Linked text={text} />
}
