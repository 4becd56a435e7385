// What stands behind a point of a chart: its value, its day and its entry, told where one points, and one press away.
import { useState, type KeyboardEvent, type PointerEvent } from 'react'
import { useLedger, type Ledger } from '../ledger'
import { dayOf, shortDay } from '../time'
import { modesOf, type Course } from '../tracks'
import { entryLink, figure, useGo } from './shared'

export interface Spot { readonly x: number; readonly y: number; readonly of: string; readonly course: Course; readonly point: number }

const near = 28
const half = 12
const wide = 240

const tellers: Record<string, string> = { SELF: 'told by themselves', WITNESS: 'told by a witness', SECOND_HAND: 'told at second hand' }
export const toldBy = (standpoint: string | null) => standpoint === null ? 'nobody said who told it' : tellers[standpoint] ?? 'told'

/** What a point says, without its entry. */
export function pointInWords({ of, course, point }: Pick<Spot, 'of' | 'course' | 'point'>, at: number): string {
  const value = course.value[point]
  return `${of}: ${value === null || value === undefined ? 'none' : figure(value)} on ${shortDay(dayOf(course.valid[point]!))}${course.sure[point]! > at ? ', possibly' : ''}`
}

/** `told by a witness, in engagement and alignment`. */
export function toldInWords({ standpoint, modes }: Course['told'][number]): string {
  const named = modesOf(modes)
  return `${toldBy(standpoint)}${named.length ? `, in ${named.join(' and ')}` : ''}`
}

/** The spot that is nearest to a place, not too far from it. */
export function nearest<T extends { readonly x: number; readonly y: number }>(spots: readonly T[], x: number, y: number, within = near): T | null {
  let [found, best]: [T | null, number] = [null, within]
  for (const spot of spots) {
    const far = Math.hypot(spot.x - x, spot.y - y)
    if (far < best) [found, best] = [spot, far]
  }
  return found
}

/**
 * The spots of a chart: one link that goes where the pointer or the arrow keys go. Nothing is asked of the server until one of them
 * is pointed at. The lines are asked for by a function, as they matter only then.
 */
export function useSpots(lines: () => readonly (readonly Spot[])[], label: string, at: number, width: number, isTold = false) {
  const ledger = useLedger()
  const [on, setOn] = useState<{ readonly line: number; readonly point: number } | null>(null)
  const all = on ? lines() : []
  const spot = on ? all[on.line]?.find(one => one.point === on.point) ?? null : null
  const point = (event: PointerEvent<HTMLElement>) => {
    if ((event.target as Element).closest('.readout')) return
    const box = event.currentTarget.getBoundingClientRect()
    const every = lines().map((spots, line) => spots.map(one => ({ ...one, line })))
    const found = nearest(every.flat(), event.clientX - box.left, event.clientY - box.top)
    if (found?.line !== on?.line || found?.point !== on?.point) setOn(found && { line: found.line, point: found.point })
  }
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Escape') setOn(null)
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key]
    if (!way) return
    event.preventDefault()
    event.stopPropagation()
    const every = lines()
    const line = on ? (on.line + way[1]! + every.length) % every.length : 0
    const spots = every[line] ?? []
    if (!spots.length) return
    const place = on && line === on.line ? spots.findIndex(one => one.point === on.point) + way[0]! : spots.reduce((best, one, index) => spot && Math.abs(one.x - spot.x) < Math.abs(spots[best]!.x - spot.x) ? index : best, spots.length - 1)
    setOn({ line, point: spots[Math.max(0, Math.min(place, spots.length - 1))]!.point })
  }
  const focus = () => { if (!on) { const every = lines(); const line = every.findIndex(spots => spots.length > 0); if (line >= 0) setOn({ line, point: every[line]!.at(-1)!.point }) } }
  return {
    events: { onPointerMove: point, onPointerDown: point, onPointerLeave: () => { if (!document.activeElement?.matches('.spot:focus-visible')) setOn(null) } },
    overlay: <SpotLink ledger={ledger} spot={spot} label={label} at={at} width={width} isTold={isTold} onKeyDown={keys} onFocus={focus} onBlur={() => setOn(null)} />,
  }
}

function SpotLink({ ledger, spot, label, at, width, isTold, ...events }: {
  ledger: Ledger; spot: Spot | null; label: string; at: number; width: number; isTold: boolean; onKeyDown: (event: KeyboardEvent) => void; onFocus: () => void; onBlur: () => void
}) {
  const go = useGo()
  const entry = spot ? ledger.entry(spot.course.entry[spot.point]!) : null
  const href = entry ? entryLink(ledger, entry.uuid) : undefined
  const words = spot ? pointInWords(spot, at) : ''
  const told = spot && isTold ? toldInWords(spot.course.told[spot.point]!) : ''
  const room = Math.min(wide, width)
  return (
    <a role="link" tabIndex={0} href={href} className="spot" data-on={spot !== null || undefined} style={spot ? { left: spot.x - half, top: spot.y - half } : undefined}
      aria-label={spot ? [words, told, entry?.summary].filter(Boolean).join('. ') : `${label}: arrow keys go from point to point`} onClick={event => { if (href) go(event, href) }} {...events}>
      {spot && (
        <span className="readout" aria-hidden="true" style={{ left: half - spot.x + Math.max(0, Math.min(spot.x - room / 2, width - room)), width: room }}>
          <b>{words}</b>{told && <span>{told}</span>}<span>{entry?.summary ?? '…'}</span>
        </span>
      )}
    </a>
  )
}
