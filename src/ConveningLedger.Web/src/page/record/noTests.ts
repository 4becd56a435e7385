// What the form library's own tests validate with; nothing of the page does.
export default null
