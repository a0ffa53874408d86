import {LiveRoom} from 'live-room-elements/react';
import {createRoot} from 'react-dom/client';

function App() {
  return (
    <LiveRoom
      apiUrl="http://localhost:8081/api"
      roomId="demo"
      onError={({detail}) => console.error(detail.error.code, detail.error.message)}
    />
  );
}

createRoot(document.querySelector('#app')!).render(<App />);
