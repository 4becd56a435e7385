import { useMemo } from 'react'
import { Link } from 'wouter'
import { useQuery } from 'urql'
import { EndeavoursDocument, SparkDocument } from '../documents'
import { Fault, Waiting, You } from '../App'
import { day, dayOf, isoDay } from '../time'
import { lastVisit } from '../visits'
import { plain } from '../kinds'

export function Home() {
  const [{ data, error, fetching }, reload] = useQuery({ query: EndeavoursDocument })
  if (fetching && !data) return <Waiting />
  if (!data) return <main id="main" className="words">{error && <Fault fault={error.graphQLErrors[0]?.message ?? 'The server does not answer.'} retry={() => reload({ requestPolicy: 'network-only' })} />}</main>
  const endeavours = data.endeavours.nodes
  return (
    <main id="main" className="words">
      <h2>Endeavours</h2>
      {endeavours.length === 0 && <p>There is none that you may see. Whoever convenes one can invite you.</p>}
      <ul className="endeavours">{endeavours.map((one, index) => {
        const hindsight = one.moments.nodes.find(marked => marked.name === 'midterm') ?? one.moments.nodes[0]
        const on = hindsight && isoDay(dayOf(Date.parse(hindsight.at)))
        return (
          <li key={one.slug}>
            <h3><Link href={`/e/${one.slug}/replay`}>{one.title ?? one.slug}</Link></h3>
            {index < sparks && <Spark slug={one.slug} />}
            <p>{one.entryCount} entries, the last recorded on {one.lastRecordedAt.slice(0, 10)}; {plain(one.status)}.</p>
            {lastVisit(one.slug) && <p><Link href={lastVisit(one.slug)!}>Go on where you were</Link></p>}
            {hindsight && <p><Link className="offer" href={`/e/${one.slug}/compare?on=${on}&cmp=${on}~${on}`}>{`${hindsight.name}: what was known then, beside what is known now`}</Link></p>}
          </li>
        )
      })}</ul>
      {data.viewer.mayOpen && <p><Link href="/open">Open an endeavour</Link></p>}
      <You titles={Object.fromEntries(endeavours.map(one => [one.slug, one.title ?? one.slug]))} />
    </main>
  )
}

// What a list would cost of a hundred endeavours is more than a look at them is worth.
const sparks = 12
const [wide, high] = [260, 34]

/** When things happened, and how much. */
function Spark({ slug }: { slug: string }) {
  const [{ data }] = useQuery({ query: SparkDocument, variables: { slug } })
  const tracks = data?.endeavour?.tracks
  const drawn = useMemo(() => {
    if (!tracks || tracks.entries.count === 0) return null
    const origin = Date.parse(tracks.origin)
    let since = 0
    const days = tracks.entries.recorded.map((step, entry) => Math.floor((origin + (since += step!)) / day) - tracks.entries.daysBefore[entry]!)
    const [from, to] = [days.reduce((least, one) => Math.min(least, one), Infinity), days.reduce((most, one) => Math.max(most, one), -Infinity)]
    const counts = new Array<number>(Math.floor(wide / 4)).fill(0)
    for (const one of days) counts[Math.min(counts.length - 1, Math.floor(((one - from) / Math.max(1, to - from + 1)) * counts.length))]!++
    const most = Math.max(...counts)
    return { bars: counts.map(count => Math.round((count / most) * (high - 4))), from, to }
  }, [tracks])
  return drawn && (
    <p className="spark"><svg width={wide} height={high} role="img" aria-label={`Entries from ${isoDay(drawn.from)} to ${isoDay(drawn.to)}`}>{drawn.bars.map((bar, place) => bar > 0 && <rect key={place} x={place * 4} y={high - bar} width={3} height={bar} fill="currentColor" />)}</svg>{' '}
      <small>{isoDay(drawn.from).slice(0, 4)} to {isoDay(drawn.to).slice(0, 4)}</small></p>
  )
}
