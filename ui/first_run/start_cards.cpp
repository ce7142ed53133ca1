#include "ui/first_run/start_cards.h"

#include "ui/first_run/first_run_page.h"
#include "ui/first_run/thumbnail_view.h"

namespace kai::ui {

StartCards addStartCards(FirstRunPage& page)
{
    const auto tr = [](const char* words) { return FirstRunPage::tr(words); };
    StartCards cards{};
    cards.demonstration =
        page.addCard({tr("See it happen now"), tr("15 s, live"),
                      tr("Three connections: one healthy, one whose peer goes silent, one with "
                         "keep-alive off. Time 5 s, interval 1 s, 3 probes."),
                      tr("Start")},
                     new ThumbnailView(Thumbnail::seeItHappen));
    cards.releases =
        page.addCard({tr("XP beside Windows 11"), tr("1 min, simulated"),
                      tr("The cable is pulled. Both wait two hours, then XP sends 5 probes and "
                         "Windows 11 sends 10, quickly enough to watch."),
                      tr("Start")},
                     new ThumbnailView(Thumbnail::xpBesideEleven));
    cards.ownServer =
        page.addCard({tr("Test my own server"), tr("live"),
                      tr("Host and port, keep-alive values from a preset, and how long a box in "
                         "between keeps an idle connection."),
                      tr("Open a connection...")},
                     new ThumbnailView(Thumbnail::ownServer));
    return cards;
}

} // namespace kai::ui
