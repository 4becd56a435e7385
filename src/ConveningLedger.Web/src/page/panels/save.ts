// Pictures and tables to take along: both clocks are in the file and in its name.
import { asWhom } from '../address'
import { isoDay, isoInstant } from '../time'
import type { Ledger } from '../ledger'
import type { Table } from './Panel'

const painted = ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'opacity', 'font-size', 'font-family', 'text-anchor', 'font-weight', 'stroke-linecap', 'paint-order', 'fill-opacity'] as const

export function clocks({ slug, moment, frame }: Ledger): { readonly name: string; readonly words: string } {
  const known = moment.known === null ? 'now' : isoInstant(moment.known)
  const circle = frame ? asWhom[frame.moment.seenAs] : 'whoever saved it'
  return { name: `${slug} ${isoDay(moment.on)} known ${known.replaceAll(':', '')} as ${circle}`, words: `${slug}, as it was on ${isoDay(moment.on)}, as known at ${known}, as seen by ${circle}` }
}

export function download(name: string, type: string, content: string | Blob) {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }))
  const link = Object.assign(document.createElement('a'), { href: address, download: name })
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}

/** A chart that needs no styles of the page. */
export function asSvg(chart: SVGSVGElement, words: string): string {
  const copy = chart.cloneNode(true) as SVGSVGElement
  const [there, here] = [[chart, ...chart.querySelectorAll('*')], [copy, ...copy.querySelectorAll('*')]]
  there.forEach((element, index) => {
    const style = getComputedStyle(element)
    for (const name of painted) here[index]!.setAttribute(name, style.getPropertyValue(name))
    here[index]!.removeAttribute('class')
  })
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  const title = document.createElementNS('http://www.w3.org/2000/svg', 'title')
  title.textContent = words
  copy.prepend(title)
  return new XMLSerializer().serializeToString(copy)
}

export async function asPng(svg: string, width: number, height: number, ground: string): Promise<Blob> {
  const scale = 2
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  const canvas = Object.assign(document.createElement('canvas'), { width: width * scale, height: height * scale })
  const context = canvas.getContext('2d')!
  context.fillStyle = ground
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((done, fail) => canvas.toBlob(blob => blob ? done(blob) : fail(new Error('The picture could not be made.')), 'image/png'))
}

// What begins like a formula is none in a sheet.
const cell = (value: string | number | null) => { const text = value === null ? '' : String(value); const safe = typeof value === 'string' && /^[=+\-@\uff1d\uff0b\uff0d\uff20\t\r\n]/.test(text) ? `'${text}` : text; return /[",;\n\r\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe }

export const asCsv = ({ head, rows }: Table, words: string) => [[...head, 'of'], ...rows.map(row => [...row, words])].map(row => row.map(cell).join(',')).join('\r\n') + '\r\n'
