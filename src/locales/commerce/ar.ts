import type {CommerceTerms} from './commerce-terms.js';

export const ar: CommerceTerms = {
  products: 'المنتجات',
  searchProducts: 'البحث في المنتجات',
  noProducts: 'لا توجد منتجات بعد.',
  noMatch: 'لا يوجد منتج مطابق.',
  onShow: 'معروض الآن',
  variant: (title) => `خيارات ${title}`,
  oldPrice: (price) => `السعر السابق: ${price}`,
  addToCart: 'أضف إلى السلة',
  added: 'تمت الإضافة',

  cart: 'السلة',
  cartCount: (count) => `السلة: ${count}`,
  cartEmpty: 'سلتك فارغة.',
  total: 'المجموع',
  checkout: 'إتمام الشراء',
  remove: (title) => `إزالة ${title}`,
  fewer: (title) => `إنقاص واحد: ${title}`,
  more: (title) => `زيادة واحد: ${title}`,
  priceChanged: (price) => `السعر الآن ${price}. لم يُضف شيء: اضغط مرة أخرى للإضافة.`,
  outOfStock: 'لا تتوفر كمية أكبر.',
  cartDown: 'السلة لا تستجيب. حاول مرة أخرى.',

  startsIn: 'يبدأ خلال',
  startsSoon: 'يبدأ في أي لحظة',
  days: (count) => `${count} يوم`,
  addToCalendar: 'أضف إلى التقويم',
  remindMe: 'ذكّرني',
  reminderSet: 'سيصلك تذكير',
  thanks: 'شكرًا على المشاهدة!',
  nextShow: 'العرض القادم',

  poll: 'استطلاع',
  votes: (count) => `الأصوات: ${count}`,
  pollClosed: 'مغلق',
  yourVote: 'اختيارك',
  voteFailed: 'لم يصل صوتك. حاول مرة أخرى.',

  pinned: 'مثبّت',
  question: 'سؤال',
  askQuestion: 'أرسله كسؤال',
};
