// What several panels draw on.
import { useEffect, useState, type MouseEvent, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { Ledger } from '../ledger'
import { dayOf, shortDay } from '../time'
import { pointAt, type Course } from '../tracks'
import { writeView } from '../address'

export const of = (ledger: Ledger, measure: string) => ledger.courses.filter(course => course.track.measure === measure)
export const has = (course: Course, at: number) => pointAt(course, at) >= 0

/** Why a panel is empty, and where there is something. */
export function Nothing({ ledger, courses, what }: { ledger: Ledger; courses: readonly Course[]; what: string }) {
  const first = courses.reduce<number | null>((found, course) => course.valid.length > 0 && (found === null || course.valid[0]! < found) ? course.valid[0]! : found, null)
  return first === null
    ? <p>No one has recorded {what}{ledger.moment.known === null ? '.' : ' by then.'}</p>
    : <p>No one has recorded {what} by this day. The first is of {shortDay(dayOf(first))}. <button type="button" className="quiet" onClick={() => ledger.go({ on: dayOf(first) })}>Go there</button></p>
}

export const entryLink = (ledger: Pick<Ledger, 'slug' | 'view'>, uuid: string) => `/e/${ledger.slug}/entry/${uuid}${writeView(ledger.view)}`

/** A number for reading: `−0.3`, with two decimals at most. */
export const figure = (value: number) => String(Math.round(value * 100) / 100).replace('-', '−')

/** How an anchor goes to a page of ours; with a key held down it is the browser's. It stays the same element, so that it keeps the focus. */
export function useGo() {
  const [, navigate] = useLocation()
  return (event: MouseEvent, href: string) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.button !== 0) return
    event.preventDefault()
    navigate(href)
  }
}

/**
 * A link to the entry of a number. What it says is asked for once somebody points at it, so that moving the clocks asks for nothing;
 * whoever was faster than the answer is taken there when it comes.
 */
export function NumberedLink({ ledger, number, title, className, children }: { ledger: Ledger; number: number; title: string; className?: string; children: ReactNode }) {
  const [isPointed, point] = useState(false)
  const [isWanted, want] = useState(false)
  const [, navigate] = useLocation()
  const go = useGo()
  const entry = isPointed ? ledger.entry(number) : null
  const href = entry ? entryLink(ledger, entry.uuid) : undefined
  useEffect(() => { if (isWanted && href) navigate(href) }, [isWanted, href])
  const follow = (event: MouseEvent) => { if (href) go(event, href); else { point(true); want(true) } }
  return (
    <a role="link" tabIndex={0} href={href} className={className} title={entry ? `${title}: ${entry.summary}` : title} onPointerEnter={() => point(true)} onFocus={() => point(true)} onClick={follow}
      onKeyDown={event => { if (event.key === 'Enter' && !href) want(true) }}>{children}</a>
  )
}
