import { useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react'

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

const narrow = matchMedia('(max-width: 760px)')
const follow = (told: () => void) => { narrow.addEventListener('change', told); return () => narrow.removeEventListener('change', told) }

/** Whether there is room for one strand at a time only. */
export const useNarrow = () => useSyncExternalStore(follow, () => narrow.matches)
