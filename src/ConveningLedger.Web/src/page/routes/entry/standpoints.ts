import type { Standpoint } from '../../gql/graphql'

/** From where an entry is told. */
export const standpoints: Readonly<Record<Standpoint, string>> = { SELF: 'of oneself', WITNESS: 'as a witness', SECOND_HAND: 'at second hand' }
