// Where somebody was last, for them to go on from: on this device only.
const key = (slug: string) => `convening-ledger.visit/${slug}`

export function visit(slug: string, address: string) {
  try { localStorage.setItem(key(slug), address) } catch { /* Then they begin anew. */ }
}

export function lastVisit(slug: string): string | null {
  try { return localStorage.getItem(key(slug)) } catch { return null }
}
