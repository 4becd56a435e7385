import { useEffect, useRef, useState, type ReactNode } from 'react'

/** Opens below its button; shut by Escape, by what is chosen in it, and by going elsewhere. */
export function Menu({ label, name, isCurrent = false, children }: { label?: string; name: ReactNode; isCurrent?: boolean; children: ReactNode }) {
  const [isOpen, setOpen] = useState(false)
  const holder = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (!isOpen) return
    const away = (event: PointerEvent) => { if (!holder.current?.contains(event.target as Node)) setOpen(false) }
    addEventListener('pointerdown', away)
    return () => removeEventListener('pointerdown', away)
  }, [isOpen])
  return (
    <div className="menu" ref={holder}
      onKeyDown={event => { if (event.key === 'Escape' && isOpen) { event.stopPropagation(); setOpen(false); button.current?.focus() } }}
      onBlur={event => { if (event.relatedTarget && !holder.current?.contains(event.relatedTarget as Node)) setOpen(false) }}>
      <button type="button" ref={button} aria-label={label} aria-expanded={isOpen} data-current={isCurrent || undefined} onClick={() => setOpen(!isOpen)}>{name}</button>
      {isOpen && <div className="opened" onClick={event => { if ((event.target as Element).closest('a')) setOpen(false) }}>{children}</div>}
    </div>
  )
}
