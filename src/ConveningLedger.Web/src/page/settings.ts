// What the server says of itself to the page, in the page: an element of JSON, which no script is.
import type { Issuer } from './session'

interface Settings { readonly explorer: boolean; readonly issuer: Issuer | null }

const given = document.getElementById('settings')?.textContent
export const settings: Settings = given ? JSON.parse(given) as Settings : { explorer: false, issuer: null }
