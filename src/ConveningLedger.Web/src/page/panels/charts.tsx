// The small charts. Levels are drawn as steps, never smoothed; what may not yet have been so is hollow.
import { useId, useMemo } from 'react'
import { scaleLinear } from 'd3-scale'
import { useWidth } from '../useWidth'
import { day, endOf, shortDay, type Moment } from '../time'
import type { Span } from '../ledger'
import { modesOf, pointAt, type Course, type Mode } from '../tracks'
import { has } from './shared'
import { toldBy, useSpots, type Spot } from './Spots'
import './panels.css'

export interface Line { readonly key: string; readonly label: string; readonly course: Course; readonly dash?: string; readonly isFaint?: boolean }

export const signed = [-1, 1] as const
export const share = [0, 1] as const
const dashes = [undefined, '6 3', '2 3', '8 3 2 3', '1 4']

export function linesOf(courses: readonly Course[], at: number, label: (course: Course) => string, focus: string | null): Line[] {
  return courses.filter(course => has(course, at)).map((course, index) => ({
    key: course.track.subject.join(' '), label: label(course), course, dash: dashes[index % dashes.length], isFaint: focus !== null && !course.track.subject.includes(focus),
  }))
}

const labels = 12
const character = 6.6
const cut = (text: string, room: number) => text.length * character <= room ? text : `${text.slice(0, Math.max(1, Math.floor(room / character) - 1)).trimEnd()}…`

/** What a point is drawn as: by whom it was told (filled: by themselves; outlined: by others; small: nobody said), dashed while it is only possible. */
export const markOf = (standpoint: string | null, isSure: boolean, isTold: boolean) =>
  `${isTold && standpoint !== 'SELF' && standpoint !== null ? 'others' : 'sure'}${isSure ? '' : isTold ? ' maybe' : ' possibly'}`

/**
 * Step lines over the window of the time bar, up to the moment; labels stand at their ends and keep apart. Where it matters who told,
 * points say so, and those of other modes than the one asked for are faint.
 */
export function Steps({ lines, window: shown, moment, domain, height = 120, of, zero = false, told = false, mode = null, label }: {
  lines: readonly Line[]; window: Span; moment: Moment; domain: readonly [number, number]; height?: number; of: string; zero?: boolean; told?: boolean; mode?: Mode | null; label: string
}) {
  const [holder, width] = useWidth<HTMLDivElement>()
  const room = Math.min(200, Math.max(90, width * 0.32, ...lines.map(line => Math.min(line.label.length * character + 10, width * 0.4))))
  const inner = Math.max(0, width - room)
  const at = endOf(moment.on)
  const clip = useId()
  const x = useMemo(() => scaleLinear([shown.from * day, shown.to * day], [4, Math.max(5, inner)]), [shown.from, shown.to, inner])
  const y = useMemo(() => scaleLinear(domain as [number, number], [height - 8, 8]), [domain, height])
  const now = Math.min(Math.max(x(at), 0), inner)
  const drawn = lines.map(line => {
    const last = pointAt(line.course, at)
    const value = last < 0 ? null : line.course.value[last] ?? null
    return { ...line, last, value, level: value === null ? 0 : y(value) }
  }).filter(line => line.value !== null)
  const isDotted = lines.reduce((sum, line) => sum + line.course.valid.length, 0) <= dots
  // From the top down, each label at its line or just below the one before.
  const placed = new Map<string, number>()
  let under = 0
  for (const line of [...drawn].sort((one, other) => one.level - other.level)) {
    const place = Math.max(line.level + 4, under + labels)
    placed.set(line.key, place)
    under = place
  }
  const tall = Math.max(height, under + 6)
  const spots = (): readonly (readonly Spot[])[] => drawn.map(line => line.course.valid.slice(0, line.last + 1).flatMap((valid, point) => {
    const value = line.course.value[point]
    return value === null || value === undefined || valid < shown.from * day ? [] : [{ x: x(valid), y: y(value), of: line.label, course: line.course, point }]
  }))
  const { events, overlay } = useSpots(spots, label, at, width, told)
  return (
    <div className="chart spots" ref={holder} {...events}>
      {width > 0 && (
        <svg width={width} height={tall} className={of} aria-hidden="true">
          <clipPath id={clip}><rect x={0} y={0} width={now + 1} height={tall} /></clipPath>
          {zero && <line className="zero" x1={0} x2={inner} y1={y(0)} y2={y(0)} />}
          {drawn.map(line => (
            <g key={line.key} className={line.isFaint ? 'faint' : undefined}>
              <g clipPath={`url(#${clip})`}><path d={stepsOf(line.course, x, y, inner)} className="step" strokeDasharray={line.dash} /></g>
              {isDotted && line.course.valid.slice(0, line.last + 1).map((valid, point) => {
                const value = line.course.value[point]
                const { standpoint, modes } = line.course.told[point]!
                return value !== null && value !== undefined && valid >= shown.from * day && (
                  <circle key={point} className={markOf(standpoint, line.course.sure[point]! <= at, told) + (mode && !modesOf(modes).includes(mode) ? ' faint' : '')} cx={x(valid)} cy={y(value)} r={!told ? 2.5 : standpoint === null ? 1.5 : 3} />
                )
              })}
              <text x={now + 6} y={placed.get(line.key)}>{cut(line.label, width - now - 8)}</text>
            </g>
          ))}
          <line className="now" x1={now} x2={now} y1={0} y2={tall} />
        </svg>
      )}
      {overlay}
    </div>
  )
}

// More than these say less.
const dots = 150

type Scale = (value: number) => number
interface Steps { readonly x: Scale; readonly y: Scale; readonly path: string }
const kept = new WeakMap<Course, Steps>()

// The whole line, to the end of the window: what is moved over it is what is seen of it. It stays as long as what it was drawn for does.
function stepsOf(course: Course, x: Scale, y: Scale, end: number): string {
  const known = kept.get(course)
  if (known && known.x === x && known.y === y) return known.path
  let path = ''
  course.valid.forEach((valid, point) => {
    const value = course.value[point]
    if (value === null || value === undefined) return
    const [px, py] = [Math.max(x(valid), 4).toFixed(1), y(value).toFixed(1)]
    path += path === '' ? `M${px} ${py}` : `H${px}V${py}`
  })
  if (path) path += `H${end}`
  kept.set(course, { x, y, path })
  return path
}

/** Rows for the table of step lines. */
export const stepTable = (lines: readonly Line[], moment: Moment, what: string, isTold = false) => () => ({
  head: ['Of', what, 'Since', 'Values so far', ...isTold ? ['Told', 'Modes'] : []],
  rows: lines.flatMap(line => {
    const last = pointAt(line.course, endOf(moment.on))
    if (last < 0) return []
    const { standpoint, modes } = line.course.told[last]!
    return [[line.label, line.course.value[last] ?? null, shortDay(Math.floor(line.course.valid[last]! / day)), last + 1, ...isTold ? [toldBy(standpoint), modesOf(modes).join(', ') || null] : []]]
  }),
})
