#pragma once

namespace kai::live {

/// Moves this process into a user and network namespace of its own, with loopback up, where it may capture and change sysctls without
/// any privilege outside. Only before the first thread is started. False when the system does not allow that; then
/// nothing has changed.
bool enterOwnNetwork();

} // namespace kai::live
