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

const when = (query: string) => {
  const list = matchMedia(query)
  const follow = (told: () => void) => { list.addEventListener('change', told); return () => list.removeEventListener('change', told) }
  return () => useSyncExternalStore(follow, () => list.matches)
}

/** Whether there is room for one strand at a time only. */
export const useNarrow = when('(max-width: 760px)')

/** Whether the pages go into a menu, so that the title has room. */
export const useCompact = when('(max-width: 1100px)')
