import { graphql } from '../../gql'

export const HeldDocument = graphql(`
  query HeldOfPerson($slug: Slug!, $person: Slug!, $aliases: [String!]) {
    endeavour(slug: $slug) { personalData(person: $person, aliases: $aliases) { person names theirs: texts(first: 0, personal: THEIRS) { totalCount } othersToo: texts(first: 0, personal: OTHERS_TOO) { totalCount } } }
  }
`)

export const HeldTextsDocument = graphql(`
  query HeldTextsOfPerson($slug: Slug!, $person: Slug!, $aliases: [String!], $personal: Personal!, $after: String) {
    endeavour(slug: $slug) { personalData(person: $person, aliases: $aliases) { texts(first: 20, after: $after, personal: $personal) { pageInfo { hasNextPage endCursor } nodes { path texts why entry { uuid kind summary occurredAt } } } } }
  }
`)

export const HeldSheetDocument = graphql(`
  query HeldSheetOfPerson($slug: Slug!, $person: Slug!, $aliases: [String!]) { endeavour(slug: $slug) { personalData(person: $person, aliases: $aliases) { json } } }
`)

export const ErasePersonDocument = graphql(`
  mutation ErasePersonOf($input: ErasePersonInput!) {
    erasePerson(input: $input) { erased { entry paths } left { person } errors { code message path accepted } }
  }
`)
