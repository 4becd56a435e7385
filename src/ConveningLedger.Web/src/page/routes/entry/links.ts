export interface Part { readonly text: string; readonly isLink: boolean }

/** A text, part by part: addresses are links, those by https alone, since others may be read or changed on the way. */
export const partsOf = (text: string): Part[] => text.split(/(https:\/\/[^\s<>"“”]+)/).flatMap((part, index) => {
  const [, address = '', after = ''] = index % 2 === 1 ? /^(.*?)([.,;:!?)\]’']*)$/.exec(part)! : []
  return URL.canParse(address) ? [{ text: address, isLink: true }, { text: after, isLink: false }] : [{ text: part, isLink: false }]
}).filter(part => part.text)
