// The small charts. Levels are drawn as steps, never smoothed; what may not yet have been so is hollow.
import { useMemo } from 'react'
import { scaleLinear } from 'd3-scale'
import { useWidth } from '../useWidth'
import { day, endOf, shortDay, type Moment } from '../time'
import type { Span } from '../ledger'
import { pointAt, type Course } from '../tracks'

export interface Line { readonly key: string; readonly label: string; readonly course: Course; readonly dash?: string; readonly isFaint?: boolean }

const labels = 12
const character = 6.6
const cut = (text: string, room: number) => text.length * character <= room ? text : `${text.slice(0, Math.max(1, Math.floor(room / character) - 1)).trimEnd()}…`

/** Step lines over the window of the time bar, up to the moment; labels stand at their ends and keep apart. */
export function Steps({ lines, window: shown, moment, domain, height = 120, of, zero = false }: {
  lines: readonly Line[]; window: Span; moment: Moment; domain: readonly [number, number]; height?: number; of: string; zero?: boolean
}) {
  const [holder, width] = useWidth<HTMLDivElement>()
  const room = Math.min(200, Math.max(90, width * 0.32, ...lines.map(line => Math.min(line.label.length * character + 10, width * 0.4))))
  const inner = Math.max(0, width - room)
  const at = endOf(moment.on)
  const x = useMemo(() => scaleLinear([shown.from * day, shown.to * day], [2, Math.max(3, inner)]), [shown.from, shown.to, inner])
  const y = useMemo(() => scaleLinear(domain as [number, number], [height - 8, 8]), [domain, height])
  const drawn = lines.map(line => {
    const last = pointAt(line.course, at)
    let path = ''
    let [place, level] = [0, 0]
    for (let point = 0; point <= last; point++) {
      const value = line.course.value[point]
      if (value === null || value === undefined) continue
      const [px, py] = [Math.max(x(line.course.valid[point]!), 2), y(value)]
      path += path === '' ? `M${px} ${py}` : `H${px}V${py}`
      ;[place, level] = [px, py]
    }
    if (path) path += `H${Math.max(place, Math.min(x(at), inner))}`
    return { ...line, path, level, value: last < 0 ? null : line.course.value[last] ?? null, isSure: last >= 0 && line.course.sure[last]! <= at, points: Array.from({ length: last + 1 }, (_, point) => point) }
  })
  // From the top down, each label at its line or just below the one before.
  const placed = new Map<string, number>()
  let under = 0
  for (const line of drawn.filter(line => line.path).sort((one, other) => one.level - other.level)) {
    const place = Math.max(line.level + 4, under + labels)
    placed.set(line.key, place)
    under = place
  }
  const tall = Math.max(height, under + 6)
  return (
    <div className="chart" ref={holder}>
      {width > 0 && (
        <svg width={width} height={tall} className={of} aria-hidden="true">
          {zero && <line className="zero" x1={0} x2={inner} y1={y(0)} y2={y(0)} />}
          {drawn.map(line => line.path && (
            <g key={line.key} className={line.isFaint ? 'faint' : undefined}>
              <path d={line.path} className="step" strokeDasharray={line.dash} />
              {line.points.length <= 60 && line.points.map(point => {
                const value = line.course.value[point]
                return value !== null && value !== undefined && line.course.valid[point]! >= shown.from * day &&
                  <circle key={point} className={line.course.sure[point]! <= at ? 'sure' : 'possibly'} cx={x(line.course.valid[point]!)} cy={y(value)} r={2.5} />
              })}
              <text x={Math.min(x(at), inner) + 6} y={placed.get(line.key)}>{cut(line.label, width - Math.min(x(at), inner) - 8)}</text>
            </g>
          ))}
          <line className="now" x1={Math.min(Math.max(x(at), 0), inner)} x2={Math.min(Math.max(x(at), 0), inner)} y1={0} y2={tall} />
        </svg>
      )}
    </div>
  )
}

/** Rows for the table of step lines. */
export const stepTable = (lines: readonly Line[], moment: Moment, what: string) => ({
  head: ['Of', what, 'Since', 'Values so far'],
  rows: lines.flatMap(line => {
    const last = pointAt(line.course, endOf(moment.on))
    return last < 0 ? [] : [[line.label, line.course.value[last] ?? null, shortDay(Math.floor(line.course.valid[last]! / day)), last + 1]]
  }),
})
