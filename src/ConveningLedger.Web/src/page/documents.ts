// What the page asks the API.
import { graphql } from './gql'

export const EndeavoursDocument = graphql(`
  query Endeavours($after: String) {
    viewer { subject kind mayOpen }
    endeavours(first: 50, after: $after) { nodes { slug title entryCount lastRecordedAt status moments(first: 3) { nodes { name at knownAt } } } pageInfo { hasNextPage endCursor } }
  }
`)

export const HistoryDocument = graphql(`
  query History($slug: Slug!, $as: Visibility) {
    viewer { subject kind parts(first: 100) { nodes { endeavour role } } }
    catalogue { name dimension family summary isMeta }
    endeavour(slug: $slug) {
      today: frame(as: $as) { title landscape { elements(first: 100, includeRetired: true) { nodes { key name } } } boundaries { boundaries(first: 100) { nodes { key name } } } }
      moments(first: 100, as: $as) { nodes { name at knownAt entry { uuid note recordedAt } } }
      timeline(last: 1, as: $as) { pageInfo { endCursor } }
      tracks(as: $as) {
        origin version
        entries { count recorded daysBefore timeOfDay span kind kinds }
        tracks { fold measure subject text key members }
        stays { count entry validFrom span recordedFrom recordedTo }
        rows { count scale track entry value validFrom recordedFrom recordedTo standpoints standpoint modes }
      }
    }
  }
`)

export const EntriesByNumberDocument = graphql(`
  query EntriesByNumber($slug: Slug!, $as: Visibility, $version: String!, $numbers: [Int!]!) {
    endeavour(slug: $slug) {
      tracks(as: $as) { entriesAt(numbers: $numbers, version: $version) { uuid kind dimension summary occurredAt recordedAt lagSeconds ... on ConveningCallRevised { data { text contributors } } } }
    }
  }
`)

export const FrameDocument = graphql(`
  query FrameAt($slug: Slug!, $at: MomentText, $knownAt: MomentText, $as: Visibility, $trendsFrom: MomentText) {
    endeavour(slug: $slug) {
      frame(at: $at, knownAt: $knownAt, as: $as) {
        account
        status
        moment { at knownAt seenAs }
        lateness { count hindsight }
        landscape { elements(first: 100, includeRetired: true) { nodes { key name element } } }
        just: timeline(last: 6) { nodes { uuid kind dimension summary occurredAt recordedAt lagSeconds } }
        narrative {
          calls(first: 20) {
            nodes {
              audience { key name }
              withdrawn { uuid }
              current { number text entry { uuid occurredAt recordedAt } authors { contributors { key name } share words } authorship { text contributors { key name } } diff { operation text } }
              revisions(first: 50) { nodes { number text entry { uuid occurredAt } } }
              latestAnswers(first: 20) { nodes { uuid data { who answer } } }
            }
          }
        }
        identities { participants(first: 60) { nodes { element { key name } isConvener left { uuid } } } }
        power {
          holdings(first: 60) { nodes { holder { key name } form influence stance seen latest { uuid occurredAt } } }
          missingVoices(first: 20) { nodes { uuid summary data { who } } }
        }
        legitimacy { constituencies(first: 40) { nodes { element { key name } standing } } }
        agency { people(first: 40) { nodes { element { key name } milestones reached(first: 20) { nodes { data { milestone } } } } } }
        boundaries { boundaries(first: 30) { nodes { key name type permeability sides { key name } } } }
        value { realized(first: 60) { totalCount nodes { end { key } } } stories(first: 60) { nodes { key type step effect text teller { key name } entry { uuid } } } chains(first: 20) { nodes { isRealized end { key } stories(first: 20) { nodes { key type step effect text teller { key name } entry { uuid } } } } } }
        longGame {
          trends(first: 100, from: $trendsFrom) { totalCount nodes { measure subject elements { key name } pattern rule pointCount slope turn { value entry { uuid earliest } } largestRise { to { entry { earliest } } } } }
          silence(first: 100) { totalCount nodes { of key element { name } story { text } since days isUncertain last { uuid } } }
        }
      }
    }
  }
`)

export const VersionDocument = graphql(`query VersionOf($slug: Slug!, $as: Visibility) { endeavour(slug: $slug) { tracks(as: $as) { version } } }`)

export const ListeningDocument = graphql(`
  subscription Listening($slug: Slug!, $after: String, $as: Visibility) {
    entryRecorded(endeavour: $slug, after: $after, as: $as) { cursor entry { uuid kind summary recordedAt } withdrawn { uuid } erased { uuid } }
  }
`)

export const ComparisonDocument = graphql(`
  query ComparisonOf($slug: Slug!, $from: MomentInput!, $to: MomentInput!, $after: String) {
    endeavour(slug: $slug) {
      comparison(from: $from, to: $to) {
        account
        from { account moment { at knownAt seenAs } }
        to { account moment { at knownAt seenAs } }
        changes(first: 50, after: $after) {
          totalCount
          pageInfo { hasNextPage endCursor }
          nodes {
            kind register subject delta dimension measure
            elements { key name }
            from { text choice number isMember }
            to { text choice number isMember }
            movers(last: 8) { totalCount nodes { before { ...MovedBy } after { ...MovedBy } causes { uuid kind summary recordedAt } } }
          }
        }
      }
    }
  }
  fragment MovedBy on Entry { uuid dimension summary occurredAt earliest recordedAt lagSeconds }
`)

/** What boundaries, stories and findings are called on the one side and on the other. */
export const NamesDocument = graphql(`
  query NamesOf($slug: Slug!, $at: MomentText, $knownAt: MomentText, $as: Visibility) {
    endeavour(slug: $slug) {
      frame(at: $at, knownAt: $knownAt, as: $as) {
        landscape { elements(first: 100, includeRetired: true) { nodes { key name } } }
        boundaries { boundaries(first: 100) { nodes { key name } } objects(first: 100) { nodes { data { key name } } } spaces(first: 100) { nodes { key name } } }
        value { stories(first: 100) { nodes { key text teller { key name } } } }
        evaluation {
          outcomes(first: 100) { nodes { key change } }
          claims(first: 100) { nodes { key by { key name } claim causes { entry { uuid ref summary } } rivals { causes { entry { uuid ref summary } } } } }
          waves(first: 100) { nodes { key entry { occurredAt } } }
        }
      }
    }
  }
`)

/** What is known of an entry, today. */
export const EntryDocument = graphql(`
  query EntryOf($slug: Slug!, $id: String!, $as: Visibility) {
    endeavour(slug: $slug) {
      frame(as: $as) { entry(id: $id) {
        uuid ref kind dimension family summary account note occurredAt earliest latest recordedAt receivedAt isClaimed lagSeconds recordedBy visibility isEffective standpoint evidence modes sequence erased erasedAt
        toldBy { key name }
        subjects { key name }
        mentions { key name }
        moves(first: 20) { nodes { measure subject elements { key name } before after delta } }
        corrections(first: 20) { nodes { uuid summary account recordedAt } }
        retraction { uuid summary account recordedAt }
        remarks(first: 20) { nodes { uuid kind summary account recordedAt } }
        firstRecordedAs { occurredAt note standpoint modes evidence toldBy { key name } mentions { key name } }
      } }
    }
  }
`)

export const ReportDocument = graphql(`
  query ReportOf($slug: Slug!, $at: MomentText, $knownAt: MomentText, $as: Visibility) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) { report gexf edgeList seriesSheet moment { at knownAt seenAs } } }
  }
`)

export const ViewerDocument = graphql(`query WhoIs { viewer { subject kind parts(first: 5) { totalCount nodes { endeavour role } } } }`)

export const SparkDocument = graphql(`query Spark($slug: Slug!) { endeavour(slug: $slug) { tracks { origin entries { count recorded daysBefore } } } }`)
