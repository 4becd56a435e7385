// What the strand pages ask: a section a document, for the moment that is settled on. All of them are paged in the same four variables.
import { graphql } from './gql'

/** What stands beside every statement: the entry behind it, when it was so, from where it is told, who objects. */
export const ToldFragment = graphql(`
  fragment Told on Entry { uuid occurredAt latest standpoint toldBy { key name } subjects { key name } remarks(first: 3) { nodes { uuid kind summary } } }
`)

export const FirstDocument = graphql(`
  query StrandFirst($slug: Slug!, $as: Visibility, $knownAt: MomentText, $kinds: [String!]!) {
    endeavour(slug: $slug) { frame(at: "9999", knownAt: $knownAt, as: $as) { timeline(first: 1, kinds: $kinds) { nodes { uuid earliest occurredAt } } } }
  }
`)

export const MatrixDocument = graphql(`
  query StrandMatrix($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      matrix { dimension engagement { count last { uuid occurredAt summary } } imagination { count last { uuid occurredAt summary } } alignment { count last { uuid occurredAt summary } } total { count last { uuid occurredAt summary } } }
    } }
  }
`)

export const StrandCallsDocument = graphql(`
  query StrandCalls($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText, $first: Int, $after: String, $last: Int, $before: String) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      narrative { calls(first: $first, after: $after, last: $last, before: $before) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { audience { key name } withdrawn { ...Told data { reason } } current { number promise horizon articulation trigger rationale contributors { key name } diff { operation text } entry { ...Told } text authors { contributors { key name } share words revision { uuid occurredAt } } authorship { text contributors { key name } revision { uuid occurredAt } } } revisions(last: 3) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { number promise horizon articulation trigger rationale contributors { key name } diff { operation text } entry { ...Told } } } latestAnswers(first: 8) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { ...Told data { who answer words } } } answerCourse(last: 3) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { revisionNumber answer { ...Told data { who answer words } } standing { answer count } } } voices(last: 6) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { ...Told data { who through } } } } } }
    } }
  }
`)

export const StrandWordingsDocument = graphql(`
  query StrandWordings($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText, $first: Int, $after: String, $last: Int, $before: String, $audience: Slug) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      narrative { call(audience: $audience) { revisions(first: $first, after: $after, last: $last, before: $before) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { number promise horizon articulation trigger rationale contributors { key name } diff { operation text } entry { ...Told } } } } }
    } }
  }
`)

export const StrandAnswersDocument = graphql(`
  query StrandAnswers($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText, $first: Int, $after: String, $last: Int, $before: String, $audience: Slug) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      narrative { call(audience: $audience) { latestAnswers(first: $first, after: $after, last: $last, before: $before) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { ...Told data { who answer words } } } } }
    } }
  }
`)

export const StrandAnswerCourseDocument = graphql(`
  query StrandAnswerCourse($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText, $first: Int, $after: String, $last: Int, $before: String, $audience: Slug) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      narrative { call(audience: $audience) { answerCourse(first: $first, after: $after, last: $last, before: $before) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { revisionNumber answer { ...Told data { who answer words } } standing { answer count } } } } }
    } }
  }
`)

export const StrandVoicesDocument = graphql(`
  query StrandVoices($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText, $first: Int, $after: String, $last: Int, $before: String, $audience: Slug) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      narrative { call(audience: $audience) { voices(first: $first, after: $after, last: $last, before: $before) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { ...Told data { who through } } } } }
    } }
  }
`)

export const StrandAdaptationsDocument = graphql(`
  query StrandAdaptations($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText, $first: Int, $after: String, $last: Int, $before: String) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      narrative { adaptations(first: $first, after: $after, last: $last, before: $before) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { from { number entry { ...Told data { audience } } } to { number trigger rationale entry { ...Told data { audience } } } } } }
    } }
  }
`)

export const StrandDriftsDocument = graphql(`
  query StrandDrifts($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText, $first: Int, $after: String, $last: Int, $before: String) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      narrative { drifts(first: $first, after: $after, last: $last, before: $before) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { value one { audience { key name } current { entry { uuid } } } other { audience { key name } current { entry { uuid } } } } } }
    } }
  }
`)

export const StrandWithdrawnDocument = graphql(`
  query StrandWithdrawn($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText, $first: Int, $after: String, $last: Int, $before: String) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      timeline(first: $first, after: $after, last: $last, before: $before, kinds: ["ConveningCallWithdrawn"]) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { ...Told ... on ConveningCallWithdrawn { data { audience reason } } } }
    } }
  }
`)

export const StrandPeopleDocument = graphql(`
  query StrandPeople($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText, $first: Int, $after: String, $last: Int, $before: String) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      identities { participants(first: $first, after: $after, last: $last, before: $before, includeLeft: true) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { element { key name element scale description } isConvener breadth joined { ...Told data { from } } left { ...Told data { reason } } belongsTo(first: 12) { nodes { key name } } scales { scale elements { key name } } straddles(first: 6) { nodes { boundary { key name named { uuid } } sides { key name } } } nexus(first: 6) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { strength strengthBySelf strengthByOthers movement accountability modes with { key name element } latest { ...Told data { words } } latestBySelf { uuid occurredAt } latestByOthers { uuid occurredAt } } } trajectory(last: 4) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { ...Told data { with movement strength words } } } voiced(last: 3) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { ...Told data { words } } } accountabilities(last: 3) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { ...Told data { who to for formality move words } } } } } }
    } }
  }
`)

export const StrandNexusDocument = graphql(`
  query StrandNexus($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText, $first: Int, $after: String, $last: Int, $before: String, $key: Slug!) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      identities { participant(key: $key) { nexus(first: $first, after: $after, last: $last, before: $before) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { strength strengthBySelf strengthByOthers movement accountability modes with { key name element } latest { ...Told data { words } } latestBySelf { uuid occurredAt } latestByOthers { uuid occurredAt } } } } }
    } }
  }
`)

export const StrandTrajectoryDocument = graphql(`
  query StrandTrajectory($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText, $first: Int, $after: String, $last: Int, $before: String, $key: Slug!) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      identities { participant(key: $key) { trajectory(first: $first, after: $after, last: $last, before: $before) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { ...Told data { with movement strength words } } } } }
    } }
  }
`)

export const StrandVoicedDocument = graphql(`
  query StrandVoiced($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText, $first: Int, $after: String, $last: Int, $before: String, $key: Slug!) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      identities { participant(key: $key) { voiced(first: $first, after: $after, last: $last, before: $before) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { ...Told data { words } } } } }
    } }
  }
`)

export const StrandOwnAccountabilitiesDocument = graphql(`
  query StrandOwnAccountabilities($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText, $first: Int, $after: String, $last: Int, $before: String, $key: Slug!) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      identities { participant(key: $key) { accountabilities(first: $first, after: $after, last: $last, before: $before) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { ...Told data { who to for formality move words } } } } }
    } }
  }
`)

export const StrandAnswerableDocument = graphql(`
  query StrandAnswerable($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText, $first: Int, $after: String, $last: Int, $before: String) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      identities { answerable(first: $first, after: $after, last: $last, before: $before) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { ...Told data { who to for formality move words } } } }
    } }
  }
`)

export const StrandConvenersDocument = graphql(`
  query StrandConveners($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText, $first: Int, $after: String, $last: Int, $before: String) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      conveners(first: $first, after: $after, last: $last, before: $before, includeLeft: true) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { element { key name } roles joined { ...Told } left { ...Told data { reason } } } }
    } }
  }
`)

export const StrandBridgesDocument = graphql(`
  query StrandBridges($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText, $first: Int, $after: String, $last: Int, $before: String) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      identities { bridges(first: $first, after: $after, last: $last, before: $before) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { boundary { key name named { uuid } } participant { element { key name } } sides { key name } } } }
    } }
  }
`)

export const StrandHoldingsDocument = graphql(`
  query StrandHoldings($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText, $first: Int, $after: String, $last: Int, $before: String) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      power { holdings(first: $first, after: $after, last: $last, before: $before) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { holder { key name } form influence stance seen approach words over { key name } latest { ...Told } trail(last: 3) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { ...Told data { influence stance } } } } } }
    } }
  }
`)

export const StrandTrailDocument = graphql(`
  query StrandTrail($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText, $first: Int, $after: String, $last: Int, $before: String) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      timeline(first: $first, after: $after, last: $last, before: $before, kinds: ["PowerMapped"]) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { ...Told ... on PowerMapped { data { holder form influence stance } } } }
    } }
  }
`)

export const StrandSanctionsDocument = graphql(`
  query StrandSanctions($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText, $first: Int, $after: String, $last: Int, $before: String) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      timeline(first: $first, after: $after, last: $last, before: $before, kinds: ["SanctionChanged"]) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { ...Told ... on SanctionChanged { data { by status words } } } }
    } }
  }
`)

export const StrandMovesDocument = graphql(`
  query StrandMoves($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText, $first: Int, $after: String, $last: Int, $before: String) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      power { moves(first: $first, after: $after, last: $last, before: $before) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { ...Told data { by on move outcome } } } }
    } }
  }
`)

export const StrandMissingDocument = graphql(`
  query StrandMissing($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText, $first: Int, $after: String, $last: Int, $before: String) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      power { missingVoices(first: $first, after: $after, last: $last, before: $before) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { ...Told data { who where } } } }
    } }
  }
`)

export const StrandSeatedDocument = graphql(`
  query StrandSeated($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText, $first: Int, $after: String, $last: Int, $before: String) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      power { seatedVoices(first: $first, after: $after, last: $last, before: $before) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { ...Told data { who where } } } }
    } }
  }
`)

export const StrandNonNegotiablesDocument = graphql(`
  query StrandNonNegotiables($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText, $first: Int, $after: String, $last: Int, $before: String) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      power { nonNegotiables(first: $first, after: $after, last: $last, before: $before) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { ...Told data { holder statement } } } }
    } }
  }
`)

export const StrandConstituenciesDocument = graphql(`
  query StrandConstituencies($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText, $first: Int, $after: String, $last: Int, $before: String) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      legitimacy { constituencies(first: $first, after: $after, last: $last, before: $before) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { element { key name } standing strengths bySource(first: 20) { totalCount nodes { convener { key name } source count standing latest { uuid occurredAt } } } signals { totalCount } } } }
    } }
  }
`)

export const StrandSignalsDocument = graphql(`
  query StrandSignals($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText, $first: Int, $after: String, $last: Int, $before: String, $subject: Slug) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      timeline(first: $first, after: $after, last: $last, before: $before, kinds: ["LegitimacySignalled"], subject: $subject) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { ...Told ... on LegitimacySignalled { data { constituency convener source direction strength words } } } }
    } }
  }
`)

export const StrandSpheresDocument = graphql(`
  query StrandSpheres($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText, $first: Int, $after: String, $last: Int, $before: String) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      legitimacy { spheres(first: $first, after: $after, last: $last, before: $before) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { ...Told data { convener elements } } } }
    } }
  }
`)

export const StrandAgencyDocument = graphql(`
  query StrandAgency($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText, $first: Int, $after: String, $last: Int, $before: String) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      agency { people(first: $first, after: $after, last: $last, before: $before) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { element { key name element } milestones held(first: 7) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { ...Told data { milestone level description affects } } } reached(first: 7) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { ...Told data { milestone } } } setBacks(last: 3) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { ...Told data { lost description } } } constraints(last: 3) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { ...Told data { by how } } } } } }
    } }
  }
`)

export const StrandReachedDocument = graphql(`
  query StrandReached($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText, $first: Int, $after: String, $last: Int, $before: String) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      timeline(first: $first, after: $after, last: $last, before: $before, kinds: ["AgencyMilestoneReached"]) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { ...Told ... on AgencyMilestoneReached { data { who milestone level description affects } } } }
    } }
  }
`)

export const StrandSetBacksDocument = graphql(`
  query StrandSetBacks($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText, $first: Int, $after: String, $last: Int, $before: String) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      timeline(first: $first, after: $after, last: $last, before: $before, kinds: ["AgencySetBack"]) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { ...Told ... on AgencySetBack { data { who lost description } } } }
    } }
  }
`)

export const StrandConstraintsDocument = graphql(`
  query StrandConstraints($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText, $first: Int, $after: String, $last: Int, $before: String) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      timeline(first: $first, after: $after, last: $last, before: $before, kinds: ["AgencyConstrained"]) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { ...Told ... on AgencyConstrained { data { who by how } } } }
    } }
  }
`)

export const StrandRippleDocument = graphql(`
  query StrandRipple($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText, $first: Int, $after: String, $last: Int, $before: String) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      agency { ripple(first: $first, after: $after, last: $last, before: $before) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { element { key name } held(first: 7) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { ...Told data { milestone level description affects } } } } } }
    } }
  }
`)

export const StrandBoundariesDocument = graphql(`
  query StrandBoundaries($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText, $first: Int, $after: String, $last: Int, $before: String) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      boundaries { boundaries(first: $first, after: $after, last: $last, before: $before) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { key name type permeability sides { key name } named { ...Told } bridgedBy(first: 8) { nodes { participant { element { key name } } } } course(last: 4) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { permeability entry { ...Told ... on BoundaryShifted { data { move words } } } } } encounters { totalCount } objects { totalCount } spaces { totalCount } } } }
    } }
  }
`)

export const StrandPermeabilityDocument = graphql(`
  query StrandPermeability($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText, $first: Int, $after: String, $last: Int, $before: String, $key: Slug!) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      boundaries { boundary(key: $key) { course(first: $first, after: $after, last: $last, before: $before) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { permeability entry { ...Told ... on BoundaryShifted { data { move words } } } } } } }
    } }
  }
`)

export const StrandEncountersDocument = graphql(`
  query StrandEncounters($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText, $first: Int, $after: String, $last: Int, $before: String) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      boundaries { encounters(first: $first, after: $after, last: $last, before: $before) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { ...Told data { title who form outcome boundary space } } } }
    } }
  }
`)

export const StrandObjectsDocument = graphql(`
  query StrandObjects($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText, $first: Int, $after: String, $last: Int, $before: String) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      boundaries { objects(first: $first, after: $after, last: $last, before: $before) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { ...Told data { name form by boundary } } } }
    } }
  }
`)

export const StrandSpacesDocument = graphql(`
  query StrandSpaces($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText, $first: Int, $after: String, $last: Int, $before: String) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      boundaries { spaces(first: $first, after: $after, last: $last, before: $before) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { key name who { key name } opened { ...Told data { walled boundary } } closed { ...Told data { reason } } } } }
    } }
  }
`)

export const StrandOpenEndsDocument = graphql(`
  query StrandOpenEnds($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText, $first: Int, $after: String, $last: Int, $before: String) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      value { openEnds(first: $first, after: $after, last: $last, before: $before) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { key type step effect text teller { key name } audience { key name } entry { ...Told } } } }
    } }
  }
`)

export const StrandRealizedDocument = graphql(`
  query StrandRealized($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText, $first: Int, $after: String, $last: Int, $before: String) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      value { realized(first: $first, after: $after, last: $last, before: $before) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { end { key type step effect text teller { key name } audience { key name } entry { ...Told } } stories(first: 12) { nodes { key type text entry { uuid occurredAt } } } } } }
    } }
  }
`)

export const StrandNarrativesDocument = graphql(`
  query StrandNarratives($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText, $first: Int, $after: String, $last: Int, $before: String) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      narrative { valueNarratives(first: $first, after: $after, last: $last, before: $before) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { audience { key name } text entry { ...Told } drawsOn { key type text entry { uuid } } } } }
    } }
  }
`)

export const StrandStoriesDocument = graphql(`
  query StrandStories($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText, $first: Int, $after: String, $last: Int, $before: String) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      value { stories(first: $first, after: $after, last: $last, before: $before) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { key type step effect text teller { key name } audience { key name } entry { ...Told } } } }
    } }
  }
`)

export const StrandOutcomesDocument = graphql(`
  query StrandOutcomes($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText, $first: Int, $after: String, $last: Int, $before: String) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      evaluation { outcomes(first: $first, after: $after, last: $last, before: $before) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { key change who { key name } significance intended effect entry { ...Told } aspects { aspect findings(first: 3) { totalCount nodes { verdict words isIndependent by { key name } entry { ...Told } } } } contests(first: 3) { totalCount nodes { ...Told data { who words } } } claims(first: 3) { totalCount nodes { claim by { key name } entry { ...Told } causes { timeOrder weight entry { uuid occurredAt summary } } rivals { text causes { timeOrder weight entry { uuid occurredAt summary } } } aspects { aspect findings(first: 3) { totalCount nodes { verdict words isIndependent by { key name } entry { ...Told } } } } contests(first: 3) { totalCount nodes { ...Told data { who words } } } } } } } }
    } }
  }
`)

export const StrandClaimsDocument = graphql(`
  query StrandClaims($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText, $first: Int, $after: String, $last: Int, $before: String) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      evaluation { claims(first: $first, after: $after, last: $last, before: $before) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { outcome { key change } claim by { key name } entry { ...Told } causes { timeOrder weight entry { uuid occurredAt summary } } rivals { text causes { timeOrder weight entry { uuid occurredAt summary } } } aspects { aspect findings(first: 6) { totalCount nodes { verdict words isIndependent by { key name } entry { ...Told } } } } contests(first: 6) { totalCount nodes { ...Told data { who words } } } } } }
    } }
  }
`)

export const StrandTrendsDocument = graphql(`
  query StrandTrends($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText, $first: Int, $after: String, $last: Int, $before: String, $from: MomentText, $patterns: [TrendPattern!]) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      longGame { trends(first: $first, after: $after, last: $last, before: $before, from: $from, patterns: $patterns) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { measure subject elements { key name } pattern rule pointCount slope turn { value entry { uuid occurredAt earliest } } points(last: 3) { nodes { value entry { uuid occurredAt } } } } } }
    } }
  }
`)

export const StrandTensionsDocument = graphql(`
  query StrandTensions($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText, $first: Int, $after: String, $last: Int, $before: String) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      longGame { tensions(first: $first, after: $after, last: $last, before: $before) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { tension leaning course(last: 4) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { ...Told data { leaning words } } } } } }
    } }
  }
`)

export const StrandTensionCourseDocument = graphql(`
  query StrandTensionCourse($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText, $first: Int, $after: String, $last: Int, $before: String) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      timeline(first: $first, after: $after, last: $last, before: $before, kinds: ["TensionHeld"]) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { ...Told ... on TensionHeld { data { tension leaning words } } } }
    } }
  }
`)

export const StrandNoticedDocument = graphql(`
  query StrandNoticed($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText, $first: Int, $after: String, $last: Int, $before: String) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      longGame { noticed(first: $first, after: $after, last: $last, before: $before) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { ...Told data { noticedBy dimension about direction question words } } } }
    } }
  }
`)

export const StrandMicroShiftsDocument = graphql(`
  query StrandMicroShifts($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText, $first: Int, $after: String, $last: Int, $before: String) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      longGame { microShifts(first: $first, after: $after, last: $last, before: $before) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { measure subject elements { key name } before after dimension entry { ...Told } } } }
    } }
  }
`)

export const StrandReflectionsDocument = graphql(`
  query StrandReflections($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText, $first: Int, $after: String, $last: Int, $before: String) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      longGame { reflections(first: $first, after: $after, last: $last, before: $before) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { ...Told data { who about question words decision } } } }
    } }
  }
`)

export const StrandNotesDocument = graphql(`
  query StrandNotes($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText, $first: Int, $after: String, $last: Int, $before: String) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      longGame { notDrawnOn(first: $first, after: $after, last: $last, before: $before) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { ...Told data { words about } } } }
    } }
  }
`)

export const StrandSilenceDocument = graphql(`
  query StrandSilence($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText, $first: Int, $after: String, $last: Int, $before: String) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      longGame { silence(first: $first, after: $after, last: $last, before: $before) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { of key element { key name } story { text teller { key name } entry { uuid } } since days isUncertain last { uuid summary occurredAt } } } }
    } }
  }
`)

export const StrandElementsDocument = graphql(`
  query StrandElements($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText, $first: Int, $after: String, $last: Int, $before: String) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      landscape { elements(first: $first, after: $after, last: $last, before: $before, includeRetired: true) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { key name element force scale description mapped { ...Told } retired { ...Told data { reason } } } } }
    } }
  }
`)

export const StrandTiesDocument = graphql(`
  query StrandTies($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText, $first: Int, $after: String, $last: Int, $before: String) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      landscape { ties(first: $first, after: $after, last: $last, before: $before, includeCut: true) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { from { key name } to { key name } relation direction depth nature drawn { ...Told } } } }
    } }
  }
`)

export const StrandLocatedDocument = graphql(`
  query StrandLocated($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText, $first: Int, $after: String, $last: Int, $before: String) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      landscape { located(first: $first, after: $after, last: $last, before: $before) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { ...Told data { convener at } } } }
    } }
  }
`)

export const StrandContextDocument = graphql(`
  query StrandContext($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText, $first: Int, $after: String, $last: Int, $before: String) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      landscape { contextShifts(first: $first, after: $after, last: $last, before: $before) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { ...Told data { title description elements } } } }
    } }
  }
`)

export const StrandWavesDocument = graphql(`
  query StrandWaves($slug: Slug!, $as: Visibility, $at: MomentText, $knownAt: MomentText, $first: Int, $after: String, $last: Int, $before: String) {
    endeavour(slug: $slug) { frame(at: $at, knownAt: $knownAt, as: $as) {
      evaluation { waves(first: $first, after: $after, last: $last, before: $before) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { asked { key name } answered { key name } nonRespondents { key name } entry { ...Told } ties(first: 1) { totalCount } } } }
    } }
  }
`)
