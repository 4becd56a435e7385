// What proves that nothing was rewritten, in one line, and the checkpoint to keep.
import { useEffect } from 'react'
import { useQuery } from 'urql'
import { graphql } from '../gql'
import { useLedger } from '../ledger'
import { instantInWords } from '../time'
import { download } from './save'

const ProofDocument = graphql(`
  query ProofOf($slug: Slug!, $as: Visibility) { endeavour(slug: $slug) { proof(as: $as) { provedUpTo checkpoint { size note } } } }
`)

// What is recorded is signed after about a second.
const signedWithin = 2_000

export function Proved() {
  const { slug, view, tracks } = useLedger()
  const [{ data, operation }, ask] = useQuery({ query: ProofDocument, variables: { slug, as: view.as } })
  useEffect(() => {
    const timer = setTimeout(() => ask({ requestPolicy: 'network-only' }), signedWithin)
    return () => clearTimeout(timer)
  }, [tracks.version])
  const proof = operation?.variables.as === view.as ? data?.endeavour?.proof : null
  if (!proof) return null
  const { size, note } = proof.checkpoint
  return (
    <p className="proved">Proved up to <time dateTime={proof.provedUpTo}>{instantInWords(Date.parse(proof.provedUpTo))}</time>: {size === 1 ? 'one entry' : `${size} entries`}. Whoever keeps the checkpoint sees later whether any was rewritten, left out or put in between.{' '}
      <button type="button" className="quiet no-print" onClick={() => download(`${slug}, ${size} entries.checkpoint`, 'text/plain', note)}>Keep the checkpoint</button>
    </p>
  )
}
