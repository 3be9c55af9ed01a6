/** A newspaper with an older one behind it, drawn for this; its middle is whole in any round mask. */
export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">
<path fill="#8f1d15" d="M0 0h512v512H0z"/>
<path fill="#d9a79f" d="M176 104h208v272H176z"/>
<path fill="#fcfbf9" d="M128 136h208v272H128z"/>
<path fill="#1b1a18" d="M152 160h160v36H152zM152 216h160v6H152zM152 240h72v72h-72zM240 240h72v8h-72zM240 261h72v8h-72zM240 282h72v8h-72zM240 303h72v8h-72zM152 332h160v8H152zM152 353h160v8H152zM152 374h104v8H152z"/>
</svg>
`;

/** The same as PNG: of phones those before 2021 or so, and those of Apple, take no other. Drawn by
 * `npm run make:icons`. */
export const iconFiles = [
  { name: 'icon-192.png', size: 192 },
  { name: 'icon-512.png', size: 512 },
  { name: 'apple-touch-icon.png', size: 180 },
] as const;
