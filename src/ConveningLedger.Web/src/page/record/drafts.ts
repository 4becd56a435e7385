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

export interface Draft { readonly id: string; readonly kind: string; readonly envelope: Envelope; readonly data: Readonly<Record<string, unknown>>; readonly saved: number }

export const newEnvelope: Envelope = { occurredAt: '', visibility: null, ref: '', standpoint: null, toldBy: '', modes: [], mentions: [], evidence: [], note: '' }
export const newDraft = (kind: string): Draft => ({ id: crypto.randomUUID(), kind, envelope: newEnvelope, data: {}, saved: 0 })

const keyOf = (slug: string, kind: string) => `convening-ledger.draft/${slug}/${kind}`
const queueOf = (slug: string) => `convening-ledger.waiting/${slug}`

function read<T>(key: string): T | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') as T | null
  } catch {
    return null
  }
}

function write(key: string, value: unknown) {
  try {
    if (value === null) localStorage.removeItem(key)
    else localStorage.setItem(key, JSON.stringify(value))
  } catch {
    // Full, or not allowed.
  }
}

export const restore = (slug: string, kind: string) => read<Draft>(keyOf(slug, kind))
export const save = (slug: string, draft: Draft) => write(keyOf(slug, draft.kind), { ...draft, saved: Date.now() })
export const discard = (slug: string, kind: string) => write(keyOf(slug, kind), null)

/** What was reviewed and waits for the connection. */
export const waiting = (slug: string) => read<Draft[]>(queueOf(slug)) ?? []
export const enqueue = (slug: string, draft: Draft) => write(queueOf(slug), [...waiting(slug).filter(one => one.id !== draft.id), draft])
export function dequeue(slug: string, id: string) {
  const rest = waiting(slug).filter(one => one.id !== id)
  write(queueOf(slug), rest.length ? rest : null)
}
