/** A page's HTML without the elements that keep the words of headlines whole: its titles as they are read. */
export const withoutWordEnds = (html: string): string => html.replaceAll(/<\/?span>/g, '');
