import { useEffect, useRef } from 'react'
import { Link } from 'wouter'
import { useLedger } from './ledger'
import { writeView } from './address'
import './strandMenu.css'

/** The strands that have a page of their own, in the order in which they are offered. */
export const strandPages = [['call', 'Convening call'], ['people', 'Identities'], ['power', 'Power'], ['legitimacy', 'Legitimacy'], ['agency', 'Agency'], ['boundaries', 'Boundaries'], ['value', 'Value'], ['shifts', 'Micro-shifts'], ['landscape', 'Landscape']] as const

export function StrandMenu({ page }: { page: string }) {
  const { slug, view } = useLedger()
  const menu = useRef<HTMLDetailsElement>(null)
  useEffect(() => {
    const close = (event: Event) => { if (menu.current && (event instanceof KeyboardEvent ? event.key === 'Escape' : !menu.current.contains(event.target as Node))) menu.current.open = false }
    document.addEventListener('click', close)
    document.addEventListener('keydown', close)
    return () => { document.removeEventListener('click', close); document.removeEventListener('keydown', close) }
  }, [])
  return (
    <details className="strand-menu" ref={menu}><summary aria-current={strandPages.some(([name]) => name === page) ? 'page' : undefined}>Strands</summary>
      <ul>{strandPages.map(([name, words]) => <li key={name}><Link href={`/e/${slug}/${name}${writeView(view)}`} aria-current={page === name ? 'page' : undefined} onClick={() => { if (menu.current) menu.current.open = false }}>{words}</Link></li>)}</ul>
    </details>
  )
}
