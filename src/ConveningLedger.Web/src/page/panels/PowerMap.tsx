import { useRef, useState, type KeyboardEvent } from 'react'
import { scaleLinear } from 'd3-scale'
import { useWidth } from '../useWidth'
import { dayOf, shortDay } from '../time'
import { arrowHead, line, placeLabels } from './place'
import { figure } from './shared'

/** Where an entry placed somebody. */
export interface Placement { readonly influence: number; readonly stance: number; readonly valid: number; readonly isSure: boolean; readonly entry: number }

export interface Holding extends Placement {
  readonly key: string; readonly holder: string; readonly name: string; readonly form: string
  /** The name, and the form where its holder has several. */
  readonly label: string
  readonly isHidden: boolean
  /** The earlier placements, oldest first. */
  readonly trail: readonly Placement[]
}

const half = 9
const [top, foot, margin] = [20, 24, 16]
const [low, high] = [260, 420]

let context: CanvasRenderingContext2D | null | undefined
function textWidth(text: string): number {
  if (context === undefined) {
    context = document.createElement('canvas').getContext('2d')
    if (context) context.font = `12px ${getComputedStyle(document.body).fontFamily}`
  }
  return Math.ceil(context?.measureText(text).width ?? text.length * 7) + 2
}

/** How a placement reads. */
export const placementInWords = (one: Placement) => `moves ${figure(one.influence)} of 1, stance ${figure(one.stance)}${one.isSure ? '' : ', possibly'}`

/** Influence upwards, stance from in the way to making way; dotted trails lead from where somebody was placed before. */
export function PowerMap({ holdings, focus, follow, pointed, point }: {
  holdings: readonly Holding[]; focus: string | null; follow: (key: string | null) => void; pointed: string | null; point: (key: string | null) => void
}) {
  const [holder, width] = useWidth<HTMLDivElement>()
  const [at, setAt] = useState(0)
  const nodes = useRef<(SVGGElement | null)[]>([])
  const height = Math.round(Math.max(low, Math.min(high, width * 0.9)))
  const x = scaleLinear([-1, 1], [margin, Math.max(margin + 1, width - margin)])
  const y = scaleLinear([0, 1], [height - foot - half - 3, top + half])
  const ordered = [...holdings].sort((one, other) => other.influence - one.influence)
  const axis = (text: string, left: number, base: number) => ({ x: left, y: base - 11, w: textWidth(text), h: 14 })
  const [much, little] = ['moves much', 'moves little']
  const labels = width > 0 ? placeLabels(ordered.map(one => ({ x: x(one.stance), y: y(one.influence), label: one.label })), { width, top, half, measure: textWidth, taken: [axis(much, margin, 12), axis(little, margin, y(0) + 4), ...ordered.flatMap(one => one.trail.map(past => ({ x: x(past.stance) - 3, y: y(past.influence) - 3, w: 6, h: 6 })))] }) : []
  const placed = ordered.map((one, index) => ({ ...one, px: x(one.stance), py: y(one.influence), place: labels[index]! }))
  const tall = Math.max(height, ...labels.map(label => label.box.y + line + foot - 4))
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
          <line className="zero" x1={x(0)} x2={x(0)} y1={top} y2={y(0)} /><line className="zero" x1={margin} x2={width - margin} y1={y(0)} y2={y(0)} /><line className="zero" x1={margin - 8} x2={margin - 8} y1={y(1)} y2={y(0)} />
          <text className="axis" x={margin} y={12}>{much}</text><text className="axis" x={margin} y={y(0) + 4}>{little}</text>
          <text className="axis" x={margin} y={tall - 6}>in the way</text><text className="axis" x={width - margin} y={tall - 6} textAnchor="end">making way</text>
          {placed.map((one, index) => {
            const path = [...one.trail, one]
            const from = [...one.trail].reverse().find(past => Math.hypot(x(past.stance) - one.px, y(past.influence) - one.py) >= 1)
            const head = from ? arrowHead({ x: x(from.stance), y: y(from.influence) }, { x: one.px, y: one.py }, half + 1, half) : null
            const { box, text, isApart } = one.place
            return (
              <g key={one.key} ref={node => { nodes.current[index] = node }} tabIndex={index === Math.min(at, placed.length - 1) ? 0 : -1} role="button" aria-pressed={focus === one.holder} onFocus={() => { setAt(index); point(one.key) }} onBlur={() => point(null)} onKeyDown={event => keys(event, index)}
                onPointerEnter={() => point(one.key)} onPointerLeave={() => point(null)} onClick={() => follow(focus === one.holder ? null : one.holder)} className={(pointed !== null && pointed !== one.key) || (pointed === null && focus !== null && focus !== one.holder) ? 'faint' : undefined}
                aria-label={`${one.name}, ${one.form}: influence ${figure(one.influence)}, stance ${figure(one.stance)}, since ${shortDay(dayOf(one.valid))}${one.isHidden ? ', unseen' : ''}${one.isSure ? '' : ', possibly'}`}>
                {one.trail.map((past, step) => <line key={step} className="trail" strokeWidth={1.2 + 2.4 * (step + 1) / one.trail.length} x1={x(past.stance)} y1={y(past.influence)} x2={x(path[step + 1]!.stance)} y2={y(path[step + 1]!.influence)} />)}
                {head && <path className="head" d={head} />}
                {one.trail.map((past, step) => <g key={step} className="past"><title>{`${one.name}, ${one.form}: ${placementInWords(past)}, from ${shortDay(dayOf(past.valid))}`}</title><circle cx={x(past.stance)} cy={y(past.influence)} r={8} fill="transparent" stroke="none" /><circle className={past.isSure ? 'sure' : 'possibly'} cx={x(past.stance)} cy={y(past.influence)} r={2} /></g>)}
                <circle cx={one.px} cy={one.py} r={12} fill="transparent" stroke="none" />
                <path className={`${one.isSure ? 'sure' : 'possibly'}${one.isHidden ? ' unseen' : ''}`} d={`M${one.px} ${one.py - 7}l7 12h-14z`} />
                {isApart && <line className="lead" x1={one.px} y1={one.py} x2={Math.max(box.x, Math.min(one.px, box.x + box.w))} y2={box.y + (box.y > one.py ? 2 : line - 2)} />}
                <text x={box.x + 1} y={box.y + 12}>{text}</text>
              </g>
            )
          })}
        </svg>
      )}
    </div>
  )
}
