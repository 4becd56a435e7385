import { graphql } from '../../gql'

export const MovedDocument = graphql(`
  query Moved($slug: Slug!, $from: MomentInput!, $to: MomentInput!) {
    endeavour(slug: $slug) {
      comparison(from: $from, to: $to) {
        changes(first: 100) {
          nodes {
            kind register subject measure dimension
            elements { key name }
            from { text choice number isMember }
            to { text choice number isMember }
            movers(first: 20) { nodes { before { uuid summary } after { uuid summary } causes { uuid } } }
          }
        }
      }
    }
  }
`)

export const WordingsDocument = graphql(`
  query Wordings($slug: Slug!, $at: MomentText!, $as: Visibility, $audience: Slug) {
    endeavour(slug: $slug) {
      frame(at: $at, as: $as) { narrative { call(audience: $audience) { revisions(last: 20) { nodes { number text entry { uuid occurredAt } } } } } }
    }
  }
`)

export const ReferredDocument = graphql(`
  query Referred($slug: Slug!, $id: String!, $as: Visibility) { endeavour(slug: $slug) { frame(as: $as) { entry(id: $id) { uuid summary earliest } } } }
`)
