import { useRef, useState, type KeyboardEvent } from 'react'
import { scaleLinear } from 'd3-scale'
import { useWidth } from '../useWidth'

export interface Holding {
  readonly key: string; readonly holder: string; readonly label: string; readonly form: string; readonly influence: number; readonly stance: number
  readonly isSure: boolean; readonly isHidden: boolean; readonly trail: readonly { readonly influence: number; readonly stance: number }[]
}

const height = 260
const line = 13

/** Influence upwards, stance from in the way to making way; trails lead from where somebody stood before. */
export function PowerMap({ holdings, focus, follow }: { holdings: readonly Holding[]; focus: string | null; follow: (key: string | null) => void }) {
  const [holder, width] = useWidth<HTMLDivElement>()
  const [at, setAt] = useState(0)
  const nodes = useRef<(SVGGElement | null)[]>([])
  const x = scaleLinear([-1, 1], [16, Math.max(17, width - 16)])
  const y = scaleLinear([0, 1], [height - 26, 16])
  // Labels keep apart: each at its mark, or the nearest free line below.
  const taken: { x: number; y: number; w: number }[] = holdings.map(one => ({ x: x(one.stance) - 9, y: y(one.influence) + 4, w: 18 }))
  const placed = [...holdings].sort((one, other) => other.influence - one.influence).map(one => {
    const [px, py] = [x(one.stance), y(one.influence)]
    const wide = one.label.length * 6.4
    const isLeft = px + wide + 12 > width
    let place = py + 4
    const left = isLeft ? px - 10 - wide : px + 10
    while (taken.some(other => Math.abs(other.y - place) < line && left < other.x + other.w && other.x < left + wide)) place += line
    taken.push({ x: left, y: place, w: wide })
    return { ...one, px, py, left, place }
  })
  const tall = Math.max(height, ...placed.map(one => one.place + 26))
  // One stop for the tab key; arrows go to the nearest that way.
  const keys = (event: KeyboardEvent, from: number) => {
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key]
    if (event.key === 'Enter') follow(focus === placed[from]!.holder ? null : placed[from]!.holder)
    if (!way) return
    event.preventDefault()
    const here = placed[from]!
    const next = placed.map((one, index) => ({ index, along: (one.px - here.px) * way[0]! + (one.py - here.py) * way[1]!, far: Math.hypot(one.px - here.px, one.py - here.py) })).filter(one => one.index !== from && one.along > 0).sort((one, other) => one.far - other.far)[0]
    if (next) { setAt(next.index); nodes.current[next.index]?.focus() }
  }
  return (
    <div className="chart" ref={holder}>
      {width > 0 && (
        <svg width={width} height={tall} className="POWER map" role="group" aria-label="Power map">
          <line className="zero" x1={x(0)} x2={x(0)} y1={8} y2={height - 20} /><line className="zero" x1={16} x2={width - 16} y1={y(0)} y2={y(0)} />
          <text className="axis" x={16} y={tall - 6}>in the way</text><text className="axis" x={width - 16} y={tall - 6} textAnchor="end">making way</text>
          {placed.map((one, index) => (
            <g key={one.key} ref={node => { nodes.current[index] = node }} tabIndex={index === Math.min(at, placed.length - 1) ? 0 : -1} role="button" aria-pressed={focus === one.holder} onFocus={() => setAt(index)} onKeyDown={event => keys(event, index)}
              onClick={() => follow(focus === one.holder ? null : one.holder)} className={focus !== null && focus !== one.holder ? 'faint' : undefined}
              aria-label={`${one.label}, ${one.form}: influence ${one.influence}, stance ${one.stance}${one.isHidden ? ', unseen' : ''}${one.isSure ? '' : ', possibly'}`}>
              {one.trail.map((point, step) => {
                const next = one.trail[step + 1] ?? one
                return <line key={step} className="trail" strokeWidth={0.8 + step * 0.5} x1={x(point.stance)} y1={y(point.influence)} x2={x(next.stance)} y2={y(next.influence)} />
              })}
              <circle cx={one.px} cy={one.py} r={12} fill="transparent" stroke="none" />
              <path className={`${one.isSure ? 'sure' : 'possibly'}${one.isHidden ? ' unseen' : ''}`} d={`M${one.px} ${one.py - 7}l7 12h-14z`} />
              <text x={one.left} y={one.place}>{one.label}</text>
            </g>
          ))}
        </svg>
      )}
    </div>
  )
}
