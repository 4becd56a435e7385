// What the keys do, and whether single letters do anything.
import { useEffect, useRef, useSyncExternalStore } from 'react'

const name = 'convening-ledger.letters'
const listeners = new Set<() => void>()
const read = () => { try { return localStorage.getItem(name) !== 'off' } catch { return true } }
let isOn = read()

export const letters = {
  get: () => isOn,
  set: (on: boolean) => {
    isOn = on
    try { localStorage.setItem(name, on ? 'on' : 'off') } catch { /* It holds until the page is left. */ }
    for (const listener of listeners) listener()
  },
  subscribe: (listener: () => void) => { listeners.add(listener); return () => { listeners.delete(listener) } },
}

const keys = [
  ['← →', 'a day'], ['Shift ← →', 'a week'], ['PgUp PgDn', 'a month'], ['Home End', 'to an end'], ['Space', 'play, pause'], [', .', 'entry before, after'], ['[ ]', 'a window before, after'], ['+ −', 'closer, further'], ['0', 'the whole span'],
  ['g', 'type a date'], ['k', 'go to “as known at”'], ['t', 'both to today'], ['c', 'mark a moment to compare with'], ['Esc', 'stop playing'],
] as const

const isField = (target: EventTarget | null) => target instanceof HTMLElement && (target.isContentEditable || ['TEXTAREA', 'SELECT'].includes(target.tagName) || (target instanceof HTMLInputElement && target.type !== 'range'))

/** Opened by `?` wherever no text is written. */
export function Keys() {
  const sheet = useRef<HTMLDialogElement>(null)
  const on = useSyncExternalStore(letters.subscribe, letters.get)
  useEffect(() => {
    const open = (event: KeyboardEvent) => { if (event.key === '?' && !isField(event.target) && !event.ctrlKey && !event.metaKey) { event.preventDefault(); sheet.current?.showModal() } }
    addEventListener('keydown', open)
    return () => removeEventListener('keydown', open)
  }, [])
  return (
    <dialog className="keys" ref={sheet} aria-label="Keys">
      <h2>Keys, while a slider has the focus</h2>
      <dl>{keys.map(([key, what]) => <div key={key} className="pair"><dt><kbd>{key}</kbd></dt><dd>{what}</dd></div>)}</dl>
      <p>In a map the arrows go to the nearest, and Enter follows it.</p>
      <p><label><input type="checkbox" checked={on} onChange={event => letters.set(event.target.checked)} /> single letters and signs do something</label></p>
      <p><button type="button" onClick={() => sheet.current?.close()}>Close</button></p>
    </dialog>
  )
}
