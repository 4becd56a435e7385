import { glyphOf, nameOf, type Dimension } from './dimensions'

/** The glyph of a dimension, in its colour. */
export function Glyph({ of, size = 14, isNamed = false }: { of: Dimension | null; size?: number; isNamed?: boolean }) {
  return (
    <svg className={`glyph ${of ?? 'none'}`} viewBox="0 0 16 16" width={size} height={size} role={isNamed ? 'img' : undefined} aria-label={isNamed ? (of ? nameOf[of] : 'Long game') : undefined} aria-hidden={isNamed ? undefined : true}>
      <path d={of ? glyphOf[of] : 'M3 8h10'} className={of ? undefined : 'line'} />
    </svg>
  )
}

const icons = {
  first: 'M3 2v12M13 2L5 8l8 6z', last: 'M13 2v12M3 2l8 6-8 6z', back: 'M11 2L5 8l6 6', forward: 'M5 2l6 6-6 6', play: 'M4 2l9 6-9 6z', pause: 'M4 2v12M11 2v12', link: 'M6 10l4-4M7 4l2-2a3 3 0 0 1 5 5l-2 2M9 12l-2 2a3 3 0 0 1-5-5l2-2', close: 'M3 3l10 10M13 3L3 13', print: 'M4 6V2h8v4M4 12H2V6h12v6h-2M4 10h8v4H4z', menu: 'M2 4h12M2 8h12M2 12h12', home: 'M2 8l6-6 6 6M4 7v7h8V7', down: 'M4 6l4 4 4-4',
} as const

export function Icon({ of }: { of: keyof typeof icons }) {
  return <svg className="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d={icons[of]} /></svg>
}
