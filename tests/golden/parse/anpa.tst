W0001gz
f l BC-Storm     05-07 0030
^BC-Storm,30<
^Storm closes port<
^Eds: With photos.<
^By ADA QUIST=
^Gazette Writer=
	   VELL, Norland (HG) _ A storm closed the port.
 
	   Ships waited outside the
harbour.
 
GZ-WF-05-07-24 1009GMT<


