// Who is signed in where there is an OIDC issuer: code flow with PKCE. Where there is none, the server's own cookie says it.

export interface Issuer { readonly authority: string; readonly clientId: string; readonly scope: string }

const key = 'convening-ledger.token'
const flow = 'convening-ledger.flow'

interface Kept { readonly token: string; readonly expires: number }

/** The issuer's token, while it lasts; in the browser's session only. */
export function bearer(): string | null {
  const kept = read<Kept>(key)
  return kept && kept.expires > Date.now() ? kept.token : null
}

export function signOut() { sessionStorage.removeItem(key) }

interface Discovery { readonly authorization_endpoint: string; readonly token_endpoint: string }

const discover = async (issuer: Issuer): Promise<Discovery> =>
  (await fetch(`${issuer.authority.replace(/\/$/, '')}/.well-known/openid-configuration`)).json()

const text = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
const random = () => text(crypto.getRandomValues(new Uint8Array(32)))

/** Goes to the issuer; it comes back to `/signed-in`. */
export async function signIn(issuer: Issuer) {
  const { authorization_endpoint } = await discover(issuer)
  const [verifier, state] = [random(), random()]
  sessionStorage.setItem(flow, JSON.stringify({ verifier, state, back: location.pathname + location.search }))
  const challenge = text(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))))
  location.assign(`${authorization_endpoint}?${new URLSearchParams({
    response_type: 'code', client_id: issuer.clientId, redirect_uri: `${location.origin}/signed-in`, scope: issuer.scope, state, code_challenge: challenge, code_challenge_method: 'S256',
  })}`)
}

/** What came back is turned into a token; gives where to go on. Throws with what is to be told. */
export async function signedIn(issuer: Issuer): Promise<string> {
  const values = new URLSearchParams(location.search)
  const begun = read<{ verifier: string; state: string; back: string }>(flow)
  sessionStorage.removeItem(flow)
  if (values.get('error')) throw new Error(values.get('error_description') ?? values.get('error')!)
  if (!begun || begun.state !== values.get('state')) throw new Error('This sign-in was not begun in this tab. Begin again.')
  const { token_endpoint } = await discover(issuer)
  const response = await fetch(token_endpoint, {
    method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ grant_type: 'authorization_code', code: values.get('code') ?? '', redirect_uri: `${location.origin}/signed-in`, client_id: issuer.clientId, code_verifier: begun.verifier }),
  })
  const answer = await response.json() as { access_token?: string; expires_in?: number; error_description?: string; error?: string }
  if (!answer.access_token) throw new Error(answer.error_description ?? answer.error ?? 'The issuer gave no token.')
  sessionStorage.setItem(key, JSON.stringify({ token: answer.access_token, expires: Date.now() + (answer.expires_in ?? 300) * 1000 }))
  return begun.back
}

function read<T>(name: string): T | null {
  try {
    return JSON.parse(sessionStorage.getItem(name) ?? 'null') as T | null
  } catch {
    return null
  }
}
