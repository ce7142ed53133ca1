#pragma once

namespace kai::ui {

class Card;
class FirstRunPage;

/// The three things that can be tried at once; each card's signal says that it was chosen.
struct StartCards {
    Card* demonstration; ///< three live connections; started by Enter
    Card* releases;      ///< XP beside Windows 11, simulated
    Card* ownServer;     ///< the user's own host and port
};

/// Puts them on the page, which owns them.
StartCards addStartCards(FirstRunPage& page);

} // namespace kai::ui
