import { graphql } from '../gql'

export const KeysDocument = graphql(`
  query Keys($slug: Slug!, $as: Visibility) {
    catalogue { name dimension family summary isMeta isByEvaluatorsToo }
    endeavour(slug: $slug) {
      frame(as: $as) {
        moment { seenAs }
        landscape { elements(first: 100) { nodes { key name element } } }
        boundaries { boundaries(first: 100) { nodes { key name } } spaces(first: 50) { nodes { key name } } }
        value { stories(first: 100) { nodes { key text } } }
        evaluation { outcomes(first: 100) { nodes { key change } } claims(first: 100) { nodes { key claim } } waves(first: 50) { nodes { key } } }
      }
      timeline(last: 50, as: $as) { nodes { uuid ref summary } }
      opening: timeline(first: 1, kinds: ["EndeavourOpened"], as: $as) { nodes { ... on EndeavourOpened { data { defaultVisibility } } } }
    }
  }
`)

export const DateDocument = graphql(`query DateRead($text: EDTF!) { edtf(text: $text) { words earliest latest } }`)

export const CorrectedDocument = graphql(`
  query Corrected($slug: Slug!, $id: String!) { endeavour(slug: $slug) { entry(id: $id) { uuid kind summary erased erasedAt } } }
`)
