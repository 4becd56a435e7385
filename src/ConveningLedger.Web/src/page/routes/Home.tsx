import { Link } from 'wouter'
import { useQuery } from 'urql'
import { EndeavoursDocument } from '../documents'
import { Fault, Waiting, You } from '../App'
import { dayOf, isoDay } from '../time'

export function Home() {
  const [{ data, error, fetching }, reload] = useQuery({ query: EndeavoursDocument })
  if (fetching && !data) return <Waiting />
  if (!data) return <main id="main" className="words">{error && <Fault fault={error.graphQLErrors[0]?.message ?? 'The server does not answer.'} retry={() => reload({ requestPolicy: 'network-only' })} />}</main>
  const endeavours = data.endeavours.nodes
  return (
    <main id="main" className="words">
      <h2>Endeavours</h2>
      {endeavours.length === 0 && <p>There is none that you may see. Whoever convenes one can invite you; or open one by recording an <code>EndeavourOpened</code>.</p>}
      <ul className="endeavours">{endeavours.map(one => {
        const hindsight = one.moments.nodes.find(marked => marked.name === 'midterm') ?? one.moments.nodes[0]
        const on = hindsight && isoDay(dayOf(Date.parse(hindsight.at)))
        return (
          <li key={one.slug}>
            <h3><Link href={`/e/${one.slug}/replay`}>{one.title ?? one.slug}</Link></h3>
            <p>{one.entryCount} entries, the last recorded on {one.lastRecordedAt.slice(0, 10)}; {one.status.toLowerCase().replaceAll('_', ' ')}.</p>
            {hindsight && <p><Link className="offer" href={`/e/${one.slug}/compare?on=${on}&cmp=${on}~${on}`}>{`${hindsight.name}: what was known then, beside what is known now`}</Link></p>}
          </li>
        )
      })}</ul>
      <You />
    </main>
  )
}
