import { useLayoutEffect, useRef, useState } from 'react'

/** How wide an element is, in CSS pixels; 0 until it is there, and while it is hidden. */
export function useWidth<T extends HTMLElement>() {
  const element = useRef<T>(null)
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const observed = element.current
    if (!observed) return
    const observer = new ResizeObserver(entries => setWidth(Math.floor(entries[0]!.contentRect.width)))
    observer.observe(observed)
    setWidth(Math.floor(observed.getBoundingClientRect().width))
    return () => observer.disconnect()
  }, [])
  return [element, width] as const
}
