// The two clocks: when it was so, and by when it was known. Strip, heads and sliders share one scale.
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { scaleUtc } from 'd3-scale'
import { useLocation } from 'wouter'
import { addressOf } from './address'
import { dimensions, nameOf, type Dimension } from './dimensions'
import { Glyph, Icon } from './Glyph'
import { letters } from './Keys'
import { entryDays, knownMoments, measureInWords, neighbours, useLedger, type Span } from './ledger'
import { standing } from './tracks'
import { day, dayInWords, dayOf, endOf, instantInWords, isoDay, shortDay, typedDay, typedDays, typedInstant, type Moment } from './time'
import { useNarrow, useWidth } from './useWidth'

const thumb = 20
const beat = 700

/** Where a day lies on a scale of so many pixels. */
export const across = (window: Span, width: number) => (on: number) => ((on - window.from) / Math.max(1, window.to - window.from)) * width

export function TimeBar() {
  const { moment, go, span, window: shown, change, view, tracks, moments: all } = useLedger()
  const moments = useMemo(() => knownMoments(all, moment.known), [all, moment.known])
  const days = useMemo(() => entryDays(tracks, moment.known), [tracks, moment.known])
  const { before, after } = neighbours(days, moment.on)
  const [isPlaying, setPlaying] = useState(false)
  const [isTyping, setTyping] = useState<'on' | 'known' | null>(null)
  const isNarrow = useNarrow()
  const [isOpen, setOpen] = useState(false)
  const hasKnown = !isNarrow || isOpen || moment.known !== null || isTyping === 'known'
  const bar = useRef<HTMLElement>(null)
  // What is scrolled to, or gets the focus, stops below the bar.
  useLayoutEffect(() => {
    const root = document.documentElement.style
    const observer = new ResizeObserver(() => root.setProperty('--bar', `${bar.current?.offsetHeight ?? 0}px`))
    if (bar.current) observer.observe(bar.current)
    return () => { observer.disconnect(); root.removeProperty('--bar') }
  }, [])
  const known = moment.known === null ? span.to : Math.min(dayOf(moment.known), span.to)
  const stops = useMemo(() => {
    if (view.pace === 'chapter') return [...new Set(moments.map(marked => dayOf(Date.parse(marked.at))))].sort((one, other) => one - other)
    if (view.pace === 'day') return Array.from({ length: Math.max(1, Math.ceil((shown.to - shown.from) / 30)) + 1 }, (_, step) => Math.min(shown.from + step * 30, shown.to))
    return days
  }, [view.pace, moments, shown.from, shown.to, days])

  useEffect(() => {
    if (!isPlaying) return
    const next = stops.find(stop => stop > moment.on && stop <= shown.to)
    if (next === undefined) {
      setPlaying(false)
      go({})
      return
    }
    const timer = setTimeout(() => go({ on: next }, false), beat)
    return () => clearTimeout(timer)
  }, [isPlaying, stops, moment.on, shown.to, go])
  useEffect(() => {
    const stop = (event: globalThis.KeyboardEvent) => { if (event.key === 'Escape' && isPlaying) { setPlaying(false); go({}) } }
    addEventListener('keydown', stop)
    return () => removeEventListener('keydown', stop)
  }, [isPlaying, go])

  // Whoever goes back, or to another page, has stopped watching.
  const [path] = useLocation()
  useEffect(() => {
    const end = () => setPlaying(false)
    addEventListener('popstate', end)
    return () => { removeEventListener('popstate', end); end() }
  }, [path])

  const toggle = () => {
    if (isPlaying) go({})
    else if (stops.every(stop => stop <= moment.on)) go({ on: stops[0] ?? shown.from }, false)
    setPlaying(!isPlaying)
  }

  // One key each, while a slider has the focus.
  const keys = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const width = shown.to - shown.from
    const acts: Record<string, () => void> = {
      ' ': toggle, ',': () => before !== null && go({ on: before }), '.': () => after !== null && go({ on: after }),
      '[': () => change({ from: shown.from - width, to: shown.to - width }), ']': () => change({ from: shown.from + width, to: shown.to + width }),
      '+': () => change({ from: Math.round(moment.on - width / 4), to: Math.round(moment.on + width / 4) }), '-': () => change({ from: Math.max(span.from, Math.round(shown.from - width / 2)), to: Math.min(span.to, Math.round(shown.to + width / 2)) }),
      '0': () => change({ from: null, to: null }), g: () => setTyping('on'), k: () => { setOpen(true); setTimeout(() => document.getElementById('known')?.focus()) }, t: () => go({ on: span.to, known: null }), c: () => change({ than: view.than ? null : moment }),
    }
    const act = event.key === ' ' || letters.get() ? acts[event.key] : undefined
    if (act) {
      event.preventDefault()
      act()
    }
  }

  return (
    <section ref={bar} className={hasKnown ? 'time-bar with-known' : 'time-bar'} id="time-bar" aria-label="Time">
      <div className="transport">
        <div className="buttons">
          <button type="button" className="first" title="First" aria-label="To the first day" onClick={() => go({ on: span.from })}><Icon of="first" /></button>
          <button type="button" aria-label="Entry before" disabled={before === null} onClick={() => before !== null && go({ on: before })}><Icon of="back" /></button>
          <button type="button" className="play" aria-label={isPlaying ? 'Pause' : 'Play'} aria-pressed={isPlaying} onClick={toggle}><Icon of={isPlaying ? 'pause' : 'play'} /><span>{isPlaying ? 'Pause' : 'Play'}</span></button>
          <button type="button" aria-label="Entry after" disabled={after === null} onClick={() => after !== null && go({ on: after })}><Icon of="forward" /></button>
          <label className="pace">by <select value={view.pace} onChange={event => change({ pace: event.target.value as typeof view.pace })}>
            <option value="entry">entry</option><option value="day">calendar</option><option value="chapter">chapter</option>
          </select></label>
        </div>
        <Clock of="on" moment={moment} isTyping={isTyping === 'on'} type={typing => setTyping(typing ? 'on' : null)} />
        <Clock of="known" moment={moment} isTyping={isTyping === 'known'} type={typing => setTyping(typing ? 'known' : null)} open={isNarrow && !hasKnown ? () => setOpen(true) : undefined} shut={isNarrow ? () => setOpen(false) : undefined} />
        <Links />
      </div>
      <div className="lanes">
        <div className="names">
          <div className="lane-names" aria-hidden="true">{dimensions.map(one => <div key={one}><Glyph of={one} size={10} />{nameOf[one]}</div>)}</div>
          <label htmlFor="on">{isNarrow ? 'on' : 'as it was on'}</label>
          {hasKnown && <label htmlFor="known">{isNarrow ? 'known' : 'as known at'}</label>}
        </div>
        <div className="scale">
          <Strip isTight={isNarrow && hasKnown} />
          <div className="slider on" onKeyDown={keys}>
            <input type="range" id="on" aria-label="As it was on" aria-valuetext={dayInWords(moment.on)} min={shown.from} max={shown.to} step={1} value={Math.min(Math.max(moment.on, shown.from), shown.to)}
              onChange={event => go({ on: Number(event.target.value) }, false)} onPointerUp={() => go({})} onKeyUp={() => go({})} onBlur={() => go({})} onKeyDown={event => step(event, moment.on, on => go({ on }, false), shown)} />
          </div>
          {hasKnown && <div className="slider known" onKeyDown={keys}>
            <input type="range" id="known" aria-label="As known at" aria-valuetext={moment.known === null ? 'all that is recorded' : instantInWords(moment.known)} min={shown.from} max={Math.max(shown.to, span.to)} step={1}
              value={Math.min(Math.max(known, shown.from), Math.max(shown.to, span.to))}
              onChange={event => { const to = Number(event.target.value); go({ known: to >= span.to ? null : endOf(to) }, false) }} onPointerUp={() => go({})} onKeyUp={() => go({})} onBlur={() => go({})}
              onKeyDown={event => step(event, known, to => go({ known: to >= span.to ? null : endOf(to) }, false), shown)} />
          </div>}
        </div>
      </div>
    </section>
  )
}

// A native slider moves by days; weeks and months are its longer steps.
function step(event: KeyboardEvent, at: number, move: (to: number) => void, shown: Span) {
  const month = (sign: number) => { const date = new Date(at * day); date.setUTCMonth(date.getUTCMonth() + sign); return dayOf(date.getTime()) }
  const to = event.shiftKey && event.key === 'ArrowLeft' ? at - 7 : event.shiftKey && event.key === 'ArrowRight' ? at + 7 : event.key === 'PageUp' ? month(1) : event.key === 'PageDown' ? month(-1) : null
  if (to === null) return
  event.preventDefault()
  move(Math.min(Math.max(to, shown.from), shown.to))
}

function Clock({ of, moment, isTyping, type, open, shut }: { of: 'on' | 'known'; moment: Moment; isTyping: boolean; type: (isTyping: boolean) => void; open?: (() => void) | undefined; shut?: (() => void) | undefined }) {
  const isNarrow = useNarrow()
  const { go, span } = useLedger()
  const [text, setText] = useState('')
  const [fault, setFault] = useState<string | null>(null)
  const label = of === 'on' ? 'As it was on' : 'As known at'
  const value = isNarrow ? (of === 'on' ? shortDay(moment.on) : moment.known === null ? 'all' : shortDay(dayOf(moment.known)))
    : of === 'on' ? dayInWords(moment.on) : moment.known === null ? 'all that is recorded' : instantInWords(moment.known)
  // Where one was before typing; the button itself goes meanwhile, and comes anew.
  const button = useRef<HTMLButtonElement>(null)
  const from = useRef<Element | null>(null)
  useEffect(() => {
    if (!isTyping) return
    return () => { if (document.activeElement === document.body) (from.current instanceof HTMLElement && from.current.isConnected && from.current !== document.body ? from.current : button.current)?.focus() }
  }, [isTyping])
  const begin = () => { from.current = document.activeElement; setText(of === 'on' ? isoDay(moment.on) : moment.known === null ? isoDay(span.to) : isoDay(dayOf(moment.known))); setFault(null); type(true) }
  const [begun, setBegun] = useState(false)
  if (isTyping && !begun) { setBegun(true); begin() }
  if (!isTyping && begun) setBegun(false)
  const end = () => {
    if (of === 'known' && text.trim() === '') { go({ known: null }); type(false); return }
    const read = of === 'on' ? typedDay(text) : typedInstant(text)
    if (read === null) { setFault(of === 'on' ? `That cannot be read. Accepted: ${typedDays}.` : `That cannot be read. Accepted: ${typedDays}, or an instant with its zone; nothing: all that is recorded.`); return }
    go(of === 'on' ? { on: read } : { known: read })
    type(false)
  }
  return (
    <div className={`clock ${of}`} data-past={of === 'known' && moment.known !== null ? true : undefined}>
      <span className="what">{label}</span>
      {isTyping
        ? <form onSubmit={event => { event.preventDefault(); end() }}>
          <input autoFocus aria-label={label} aria-invalid={fault !== null} aria-describedby={`${of}-fault`} value={text} onChange={event => setText(event.target.value)} onKeyDown={event => { if (event.key === 'Escape') type(false); event.stopPropagation() }} />
          <button type="submit">Go</button>
          {shut && <button type="button" onClick={() => { type(false); shut(); if (moment.known !== null) go({ known: null }) }}>All</button>}
          {isNarrow && <button type="button" aria-label="Leave it" onClick={() => type(false)}><Icon of="close" /></button>}
          <span id={`${of}-fault`} role="alert">{fault}</span>
        </form>
        : <button type="button" ref={button} className="date" onClick={open ?? begin} title={open ? 'Show the slider' : 'Type a date'}>{isNarrow && of === 'known' ? <><span className={open ? undefined : 'spare'}>known </span><span className={open ? 'spare' : undefined}>{value}</span></> : value}{open && <Icon of="down" />}</button>}
      {of === 'known' && moment.known !== null && !isTyping && <button type="button" className="now" onClick={() => go({ known: null })}>All that is recorded</button>}
    </div>
  )
}

function Links() {
  const { moment } = useLedger()
  const [told, setTold] = useState('')
  // A link always pins both clocks: it shows to others what it shows here.
  const copy = async (isLive: boolean) => {
    const now = Math.floor(Date.now() / 1_000) * 1_000
    const link = addressOf(location.pathname, location.search, moment.on, isLive ? null : moment.known ?? now)
    try {
      await navigator.clipboard.writeText(link)
      setTold('Copied')
    } catch {
      setTold(link)
    }
    setTimeout(() => setTold(''), 4_000)
  }
  return (
    <div className="links">
      <button type="button" onClick={() => void copy(false)}><Icon of="link" />Copy link</button>
      <details><summary aria-label="More links">▾</summary><button type="button" onClick={() => void copy(true)}>Copy live link</button></details>
      <span role="status">{told}</span>
    </div>
  )
}

const wideLane = 14
const narrowLane = 9
const tightLane = 5
const markHeight = 12
// Where there is little room, what is spoken, what lies between and who takes part share a row each.
const rowOf: Record<Dimension, number> = { CALL: 0, VALUE: 0, LEGITIMACY: 1, BOUNDARY: 1, POWER: 1, IDENTITY: 2, AGENCY: 2 }

/** How the entries lie in time, a lane for each dimension: opaque left of the head, grey right of it, hatched where nothing was recorded yet. */
function Strip({ isTight }: { isTight: boolean }) {
  const isNarrow = useNarrow()
  const ledger = useLedger()
  const { tracks, moment, window: shown, dimensionOf, moments: all, frame, isFrameStale, go } = ledger
  const moments = useMemo(() => knownMoments(all, moment.known), [all, moment.known])
  const [holder, width] = useWidth<HTMLDivElement>()
  const canvas = useRef<HTMLCanvasElement>(null)
  const lanes = useMemo(() => tracks.entries.kind.map(kind => { const of = dimensionOf(kind); return of ? dimensions.indexOf(of) : -1 }), [tracks, dimensionOf])
  const laneHeight = isTight ? tightLane : isNarrow ? narrowLane : wideLane
  const rows = isNarrow ? 3 : dimensions.length
  const rowAt = (lane: number) => isNarrow ? rowOf[dimensions[lane]!] : lane
  const height = laneHeight * rows
  const x = useCallback(across(shown, width), [shown.from, shown.to, width])

  // How many entries fall on each pixel of each lane, and where those lie whose dates are not exact: as long as what was known stays.
  const [counts, most, spans, many] = useMemo(() => {
    const counts = new Uint16Array(Math.max(0, width) * dimensions.length)
    const spans = typeof Path2D === 'undefined' ? null : new Path2D()
    let [most, many] = [1, 0]
    standing(tracks.entries, moment.known, (entry, earliest, latest) => {
      many++
      const lane = lanes[entry]!
      if (lane < 0) return
      const [from, to] = [x(earliest / day), x(latest / day)]
      if (to - from > 3 && to > 0 && from < width) spans?.rect(Math.max(0, from), (rowAt(lane) + 1) * laneHeight - 2, Math.min(width, to) - Math.max(0, from), 1)
      const place = Math.floor(from)
      if (place >= 0 && place < width) most = Math.max(most, ++counts[lane * width + place]!)
    })
    return [counts, most, spans, many] as const
  }, [tracks, lanes, moment.known, width, laneHeight, isNarrow, x])

  useEffect(() => {
    const surface = canvas.current
    const context = surface?.getContext('2d')
    if (!surface || !context || width === 0) return
    const ratio = devicePixelRatio || 1
    if (surface.width !== width * ratio || surface.height !== height * ratio) {
      surface.width = width * ratio
      surface.height = height * ratio
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
    context.clearRect(0, 0, width, height)
    const style = getComputedStyle(surface)
    const later = style.getPropertyValue('--later').trim()
    if (spans) {
      context.fillStyle = style.getPropertyValue('--line').trim()
      context.fill(spans)
    }
    const head = x(moment.on + 1)
    for (const [lane, one] of dimensions.entries()) {
      const colour = style.getPropertyValue(`--${one}`).trim()
      for (let place = 0; place < width; place++) {
        const count = counts[lane * width + place]!
        if (count === 0) continue
        const tall = Math.round(laneHeight * 0.35) + Math.round(laneHeight * 0.5 * Math.min(1, Math.log2(1 + count) / Math.log2(1 + most)))
        context.fillStyle = place <= head ? colour : later
        context.fillRect(place, (rowAt(lane) + 1) * laneHeight - 1 - tall, 2, tall)
      }
    }
    if (moment.known !== null) {
      const from = Math.max(0, x(moment.known / day))
      context.strokeStyle = style.getPropertyValue('--hatch').trim()
      context.lineWidth = 1
      context.beginPath()
      for (let place = from - height; place < width; place += 7) {
        const [begin, end] = [Math.max(place, from), Math.min(place + height, width)]
        if (begin < end) { context.moveTo(begin, height - (begin - place)); context.lineTo(end, height - (end - place)) }
      }
      context.stroke()
    }
  }, [counts, most, spans, moment.on, moment.known, width, height, laneHeight, x])

  // Where measures turned, as it was known; many on a day are one mark.
  const turns = useMemo(() => {
    const days = new Map<number, string[]>()
    for (const trend of frame?.longGame.trends.nodes ?? []) {
      if (!trend.turn) continue
      const on = dayOf(Date.parse(trend.turn.entry.earliest))
      days.set(on, [...days.get(on) ?? [], measureInWords(trend, ledger.name)])
    }
    return [...days]
  }, [frame, ledger.name])
  const axis = useMemo(() => scaleUtc([shown.from * day, shown.to * day], [0, Math.max(width, 1)]), [shown.from, shown.to, width])
  const ticks = axis.ticks(Math.max(2, Math.floor(width / 90)))
  const format = axis.tickFormat()
  const clamp = (place: number) => Math.min(Math.max(place, 0), width)
  const head = clamp(x(moment.on))
  const known = moment.known === null ? null : clamp(x(dayOf(moment.known)))

  return (
    <div className="strip" ref={holder}>
      <svg className="marks" width={width} height={markHeight} role="group" aria-label="Moments worth returning to, and turning points">
        {turns.map(([on, what]) => {
          const place = x(on)
          return place >= 0 && place <= width && <path key={on} className="turn" data-stale={isFrameStale || undefined} d={`M${place} 2l4 4-4 4-4-4z`}><title>{`Turned on ${shortDay(on)}: ${what.join('; ')}`}</title></path>
        })}
        {moments.map(marked => {
          const place = x(dayOf(Date.parse(marked.at)))
          return place >= 0 && place <= width && (
            <a key={marked.entry.uuid} href={`?on=${isoDay(dayOf(Date.parse(marked.at)))}`} aria-label={`${marked.name}, ${shortDay(dayOf(Date.parse(marked.at)))}`}
              onClick={event => { event.preventDefault(); go({ on: dayOf(Date.parse(marked.at)) }) }}>
              <title>{`${marked.name}, ${shortDay(dayOf(Date.parse(marked.at)))}`}</title>
              <rect x={place - 12} y={0} width={24} height={24} fill="transparent" /><path d={`M${place} 1l5 5-5 5-5-5z`} className="marked" />
            </a>
          )
        })}
      </svg>
      <canvas ref={canvas} style={{ width: `${width}px`, height: `${height}px` }} role="img"
        aria-label={`${many} entries from ${shortDay(shown.from)} to ${shortDay(shown.to)}, in ${isNarrow ? 'three' : 'seven'} lanes`} onClick={event => { const box = event.currentTarget.getBoundingClientRect(); go({ on: Math.round(shown.from + (event.clientX - box.left) / Math.max(1, width) * (shown.to - shown.from)) }) }} />
      <svg className="heads" width={width} height={height + markHeight} aria-hidden="true">
        {known !== null && <line className="known" x1={known} x2={known} y1={0} y2={height + markHeight} />}
        <line className="on" x1={head} x2={head} y1={0} y2={height + markHeight} />
      </svg>
      <svg className="axis" width={width} height={isTight ? 12 : isNarrow ? 14 : 16} aria-hidden="true">
        {ticks.map(tick => { const place = axis(tick); return place > 12 && place < width - 12 && <text key={tick.getTime()} x={place} y={isNarrow ? 10 : 12}>{format(tick)}</text> })}
      </svg>
    </div>
  )
}

export { thumb, type Dimension }
