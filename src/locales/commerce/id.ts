import type {CommerceTerms} from './commerce-terms.js';

export const id: CommerceTerms = {
  products: 'Produk',
  searchProducts: 'Cari produk',
  noProducts: 'Belum ada produk.',
  noMatch: 'Tidak ada produk yang cocok.',
  onShow: 'Sedang ditampilkan',
  variant: (title) => `Pilihan ${title}`,
  oldPrice: (price) => `Sebelumnya: ${price}`,
  addToCart: 'Tambah ke keranjang',
  added: 'Ditambahkan',

  cart: 'Keranjang',
  cartCount: (count) => `Keranjang: ${count}`,
  cartEmpty: 'Keranjang Anda kosong.',
  total: 'Jumlah',
  checkout: 'Bayar',
  remove: (title) => `Hapus ${title}`,
  fewer: (title) => `Kurangi satu: ${title}`,
  more: (title) => `Tambah satu: ${title}`,
  priceChanged: (price) => `Harganya sekarang ${price}. Belum ditambahkan: tekan lagi untuk menambahkan.`,
  outOfStock: 'Stok tidak cukup.',
  cartDown: 'Keranjang tidak merespons. Coba lagi.',

  startsIn: 'Mulai dalam',
  startsSoon: 'Segera mulai',
  days: (count) => `${count} hari`,
  addToCalendar: 'Tambah ke kalender',
  remindMe: 'Ingatkan saya',
  reminderSet: 'Anda akan diingatkan',
  thanks: 'Terima kasih sudah menonton!',
  nextShow: 'Siaran berikutnya',

  poll: 'Jajak pendapat',
  votes: (count) => `Suara: ${count}`,
  pollClosed: 'Ditutup',
  yourVote: 'Pilihan Anda',
  voteFailed: 'Suara tidak terkirim. Coba lagi.',

  pinned: 'Disematkan',
  question: 'Pertanyaan',
  askQuestion: 'Kirim sebagai pertanyaan',
};
