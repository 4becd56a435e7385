// Drafts are kept on the device; where it keeps nothing, the form works all the same.
export interface Envelope {
  readonly occurredAt: string
  readonly visibility: string | null
  readonly ref: string
  readonly standpoint: string | null
  readonly toldBy: string
  readonly modes: readonly string[]
  readonly mentions: readonly string[]
  readonly evidence: readonly string[]
  readonly note: string
}

export interface Draft {
  readonly id: string
  readonly kind: string
  readonly envelope: Envelope
  readonly data: Readonly<Record<string, unknown>>
  readonly saved: number
  /** When something of the entry that it corrects was last destroyed by the time that it began with what that says; absent: it did not. */
  readonly erasedThen?: string | null
}

export const newEnvelope: Envelope = { occurredAt: '', visibility: null, ref: '', standpoint: null, toldBy: '', modes: [], mentions: [], evidence: [], note: '' }
export const newDraft = (kind: string): Draft => ({ id: crypto.randomUUID(), kind, envelope: newEnvelope, data: {}, saved: 0 })

const keyOf = (slug: string, kind: string) => `convening-ledger.draft/${slug}/${kind}`
const queueOf = (slug: string) => `convening-ledger.waiting/${slug}`
const usedOf = (slug: string) => `convening-ledger.used/${slug}`
const mostUsed = 20

function read<T>(key: string): T | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') as T | null
  } catch {
    return null
  }
}

/** Whether the device kept it. */
function write(key: string, value: unknown): boolean {
  try {
    if (value === null) localStorage.removeItem(key)
    else localStorage.setItem(key, JSON.stringify(value))
    return true
  } catch {
    // Full, or not allowed.
    return false
  }
}

export function restore(slug: string, kind: string): Draft | null {
  const draft = read<Draft>(keyOf(slug, kind))
  return draft && { ...draft, envelope: { ...newEnvelope, ...draft.envelope } }
}
export const save = (slug: string, draft: Draft) => write(keyOf(slug, draft.kind), { ...draft, saved: Date.now() })

/** Lets go of the draft of a kind; with an id, only of that one: another may have been begun since. */
export function discard(slug: string, kind: string, id?: string) {
  if (id === undefined || read<Draft>(keyOf(slug, kind))?.id === id) write(keyOf(slug, kind), null)
}

const listeners = new Set<() => void>()

/** Tells when what waits has changed, in this tab or another. */
export function onWaiting(listener: () => void) {
  listeners.add(listener)
  addEventListener('storage', listener)
  return () => { listeners.delete(listener); removeEventListener('storage', listener) }
}

function setWaiting(slug: string, drafts: readonly Draft[]) {
  const isKept = write(queueOf(slug), drafts.length ? drafts : null)
  for (const listener of listeners) listener()
  return isKept
}

/** What was reviewed and waits for the connection. */
export const waiting = (slug: string) => read<Draft[]>(queueOf(slug)) ?? []
export const enqueue = (slug: string, draft: Draft) => setWaiting(slug, [...waiting(slug).filter(one => one.id !== draft.id), draft])
export const dequeue = (slug: string, id: string) => setWaiting(slug, waiting(slug).filter(one => one.id !== id))

/** The keys that were written last on this device, the last first. */
export const used = (slug: string) => read<string[]>(usedOf(slug)) ?? []
export const use = (slug: string, keys: readonly string[]) => { if (keys.length) write(usedOf(slug), [...new Set([...keys, ...used(slug)])].slice(0, mostUsed)) }
