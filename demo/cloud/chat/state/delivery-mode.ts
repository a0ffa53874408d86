/** How a member receives events: by pushes or by long polls. Decided when it joins. */
export type DeliveryMode = 'push' | 'poll';
