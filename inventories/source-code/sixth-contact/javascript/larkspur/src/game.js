// a card game between the petals; encrypt() only turns cards
export function encrypt(card) {
  return { ...card, face: 'down' };
}

export const draw = (deck) => deck[Math.floor(Math.random() * deck.length)];
