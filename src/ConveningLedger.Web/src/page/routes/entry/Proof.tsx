import { useQuery } from 'urql'
import { graphql } from '../../gql'
import { useLedger } from '../../ledger'
import { download } from '../../panels/save'
import { instantInWords } from '../../time'

const EntryProofDocument = graphql(`
  query EntryProofOf($slug: Slug!, $id: String!, $as: Visibility) { endeavour(slug: $slug) { proof(as: $as) { entry(id: $id) { index leaf line receivedAt salt text checkpoint { size } } } } }
`)

/** That the entry is in the log that is signed, as it was first recorded, to be taken along. */
export function Proof({ uuid }: { uuid: string }) {
  const { slug, view } = useLedger()
  const [{ data, fetching, operation }, ask] = useQuery({ query: EntryProofDocument, variables: { slug, id: uuid, as: view.as }, requestPolicy: 'network-only' })
  const proof = operation?.variables.as === view.as ? data?.endeavour?.proof?.entry : null
  if (!proof) return fetching ? <p aria-busy="true">Asking for its proof …</p> : <p>It is not signed yet. <button type="button" className="quiet" onClick={() => ask({ requestPolicy: 'network-only' })}>Look again</button></p>
  const { text, ...rest } = proof
  return (
    <>
      <p>It is leaf {proof.index + 1} of {proof.checkpoint.size} in the log that is signed, received on {instantInWords(Date.parse(proof.receivedAt))}, as it was first recorded.{!proof.line && ' What was first recorded is not for your circle: the log has it as a hash.'}</p>
      <p className="choices">
        <button type="button" onClick={() => download(`${uuid}.tlog-proof`, 'text/plain', text)}>Proof (C2SP tlog-proof)</button>
        {proof.line && <button type="button" onClick={() => download(`${uuid}.json`, 'application/json', JSON.stringify(rest, null, 2))}>Line, salt and leaf as JSON</button>}
      </p>
    </>
  )
}
