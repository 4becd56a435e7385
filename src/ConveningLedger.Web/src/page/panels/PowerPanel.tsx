import { useState } from 'react'
import { Link } from 'wouter'
import { useLedger } from '../ledger'
import { dayOf, endOf, shortDay } from '../time'
import { pointAt, valueAt, type Course } from '../tracks'
import { Panel } from './Panel'
import { entryLink, figure, has, Nothing, NumberedLink, of } from './shared'
import { placementInWords, PowerMap, type Holding, type Placement } from './PowerMap'
import { plain } from '../kinds'

// More past places than these tangle, of one holder and of all together; of whoever is followed all are shown.
const mostPast = 5
const mostPlaces = 40

export function PowerPanel({ wide = 4 }: { wide?: number }) {
  const ledger = useLedger()
  const { moment, name, frame, isFrameStale, view } = ledger
  const at = endOf(moment.on)
  const [pointed, point] = useState<string | null>(null)
  const stances = of(ledger, 'STANCE')
  const held = of(ledger, 'INFLUENCE').flatMap(influence => {
    const stance = stances.find(one => one.track.subject.join() === influence.track.subject.join())
    return stance && has(influence, at) && has(stance, at) ? [{ influence, stance, holder: influence.track.subject[0]!, form: influence.track.subject[1]! }] : []
  })
  const placement = (influence: Course, stance: Course, place: number): Placement => ({ influence: influence.value[place]!, stance: valueAt(stance, influence.valid[place]!)!, valid: influence.valid[place]!, isSure: influence.sure[place]! <= at, entry: influence.entry[place]! })
  const pastOfEach = Math.min(mostPast, Math.max(1, Math.floor(mostPlaces / held.length)))
  const holdings = held.map(({ influence, stance, holder, form }): Holding => {
    const last = pointAt(influence, at)
    const words = plain(form)
    const past = view.focus === holder ? last : Math.min(last, pastOfEach)
    return {
      key: `${holder} ${form}`, holder, name: name(holder), form: words, label: held.filter(one => one.holder === holder).length > 1 ? `${name(holder)} · ${words}` : name(holder),
      ...placement(influence, stance, last), trail: Array.from({ length: past }, (_, back) => placement(influence, stance, last - past + back)),
      isHidden: frame?.power.holdings.nodes.find(one => one.holder.key === holder && one.form === form)?.seen === 'HIDDEN',
    }
  })
  const missing = frame?.power.missingVoices.nodes ?? []
  const enabling = holdings.filter(one => one.stance > 0).length
  const blocking = holdings.filter(one => one.stance < 0).length
  const told = holdings.filter(one => pointed === null ? one.holder === view.focus : one.key === pointed)
  const places = (one: Holding) => [...one.trail, one]
  return (
    <Panel of="POWER" title="Power map" wide={wide} summary={holdings.length ? `${holdings.length} known to hold power: ${enabling} making way, ${blocking} in the way.` : 'Nobody known to hold power.'}
      table={() => ({ head: ['Holder', 'Form', 'Influence', 'Stance', 'Since', 'Placed before'], rows: holdings.map(one => [one.name, one.form, one.influence, one.stance, shortDay(dayOf(one.valid)), one.trail.map(past => `${shortDay(dayOf(past.valid))}: ${figure(past.influence)}, ${figure(past.stance)}`).join('; ') || null]) })}
      empty={holdings.length === 0 && <Nothing ledger={ledger} courses={stances} what="who holds power" />}>
      <div className="with-margin">
        <PowerMap holdings={holdings} focus={view.focus} follow={focus => ledger.change({ focus })} pointed={pointed} point={point} />
        {missing.length > 0 && (
          <aside className="missing margin" aria-label="Missing voices" data-stale={isFrameStale || undefined}>
            <b>Missing voices</b>
            <ul>{missing.map(voice => <li key={voice.uuid}><svg width="16" height="16" className="POWER" aria-hidden="true"><path d="M8 2l6 11h-12z" /></svg><Link href={entryLink(ledger, voice.uuid)} title={voice.summary}>{name(voice.data.who)}</Link></li>)}</ul>
          </aside>
        )}
      </div>
      <div className="under-map">{told.length === 0
        ? <p className="legend">Each stands where an entry placed them. Dots lead there from where they were placed before, thicker towards now{holdings.some(one => one.isHidden) ? '; dashed outlines are power that works unseen' : ''}.</p>
        : told.map(one => (
          <div key={one.key} className="placements"><b>{one.name}, {one.form}</b>
            <ol>{places(one).slice(pointed === null ? 0 : -1).map(place => <li key={place.entry}><NumberedLink ledger={ledger} number={place.entry} title={`${one.name}, ${one.form}`}>{shortDay(dayOf(place.valid))}</NumberedLink> {placementInWords(place)}</li>)}</ol></div>
        ))}</div>
    </Panel>
  )
}
