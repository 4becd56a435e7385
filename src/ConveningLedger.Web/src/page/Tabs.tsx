import { useId, useRef, type KeyboardEvent, type ReactNode } from 'react'

/** A row of tabs and the one panel that they change: arrows, Home and End go along the row; Enter or Space chooses. */
export function Tabs<T extends string>({ label, tabs, chosen, choose, children }: { label: string; tabs: readonly (readonly [T, string])[]; chosen: T; choose: (tab: T) => void; children: ReactNode }) {
  const id = useId()
  const row = useRef<HTMLDivElement>(null)
  const along = (event: KeyboardEvent) => {
    const all = [...row.current?.querySelectorAll<HTMLElement>('[role=tab]') ?? []]
    const at = all.indexOf(document.activeElement as HTMLElement)
    const to = { ArrowRight: (at + 1) % all.length, ArrowLeft: (at - 1 + all.length) % all.length, Home: 0, End: all.length - 1 }[event.key]
    if (at < 0 || to === undefined) return
    event.preventDefault()
    all[to]!.focus()
  }
  return (
    <>
      <div className="tabs" role="tablist" aria-label={label} ref={row} onKeyDown={along}>
        {tabs.map(([tab, words]) => <button key={tab} type="button" role="tab" id={`${id}${tab}`} aria-selected={tab === chosen} aria-controls={`${id}panel`} tabIndex={tab === chosen ? 0 : -1} onClick={() => choose(tab)}>{words}</button>)}
      </div>
      <div role="tabpanel" id={`${id}panel`} aria-labelledby={`${id}${chosen}`}>{children}</div>
    </>
  )
}
