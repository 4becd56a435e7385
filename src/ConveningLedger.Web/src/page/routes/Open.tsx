// A new endeavour: first the address that it has for ever, then what opens it.
import { useState, type FormEvent } from 'react'
import { useLocation } from 'wouter'
import { Frame } from '../App'
import { Beside } from '../record/Form'
import { opening, Writing } from './Record'

// As the ledger's own rule.
const slugs = /^[a-z0-9][a-z0-9-]{0,63}$/
const longest = 64

export default function Open({ slug }: { slug: string | undefined }) {
  return <Frame><main id="main" className="record-page words">{slug && slugs.test(slug) ? <><p className="what">The endeavour at <code>/e/{slug}</code></p><Writing key={slug} slug={slug} kind={opening} usual={{ own: 'CONVENERS', endeavour: 'TEAM' }} /></> : <Address text={slug ?? ''} />}</main></Frame>
}

function Address({ text: given }: { text: string }) {
  const [, navigate] = useLocation()
  const [text, setText] = useState(given)
  const [isTried, setTried] = useState(given !== '')
  const isWrong = isTried && !slugs.test(text)
  const go = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (slugs.test(text)) navigate(`/open/${text}`)
  }
  return (
    <form className="entry-form" onSubmit={go} noValidate aria-label="Open an endeavour">
      <h2>Open an endeavour</h2>
      <div className="field"><label htmlFor="slug">Its address</label>
        <Beside id="slug" what={`Small letters, digits and hyphens, at most ${longest}, a letter or digit first: river-garden. It stays for ever, and may be seen in links.`} faults={isWrong ? [`“${text}” cannot be an address.`] : []} />
        <input id="slug" value={text} maxLength={longest} autoComplete="off" aria-invalid={isWrong || undefined} aria-describedby={`slug__what${isWrong ? ' slug__fault' : ''}`} onChange={event => setText(event.target.value.trim().toLowerCase())} />
      </div>
      <p className="choices"><button type="submit" className="go">Go on</button></p>
    </form>
  )
}
