# Loops, pipes and filters around kubectl.
kubectl create deployment web --image=nginx:1.25 --replicas=3
kubectl create deployment db --image=redis:7
kubectl create deployment bad --image=nosuch.example/none
kubectl get pods --no-headers | awk '{print $3}' | sort | uniq -c | sort -rn
kubectl get pods | grep Running | wc -l
kubectl get pods | grep -v Running | awk '{print $1, $3}' | sed 's/-[a-z0-9]*-[a-z0-9]* / /'
kubectl get pods | grep -i running | cut -d' ' -f1 | cut -d- -f1 | sort | uniq -c
kubectl get pods | grep -E 'web|db' | wc -l
kubectl get pods | grep web|wc -l
kubectl get pods |grep -c web
kubectl get pods | grep -q nosuch; echo $?
kubectl get pods | grep
kubectl get pods | grep -Q
kubectl get pods | awk '$3 == "Running" {n++} END {print n+0}'
kubectl get pods | awk '$3 = "Running"' | wc -l
kubectl get pods | awk 'NR==1'
kubectl get pods | awk -F- '{print $1}' | sort -u
kubectl get pods | awk '{printf "%-10s|%s\n", $3, $2}' | sort
kubectl get deploy | awk 'NR>1 {split($2, a, "/"); if (a[1] < a[2]) print $1 " is short of " a[2]-a[1]}'
kubectl get deploy --no-headers | awk -v n=1 '$4 > n {print $1}'
kubectl get deploy --no-headers | awk '{sum += $4} END {print "sum:", sum}'
kubectl get deploy -o name | cut -d/ -f2
kubectl get deploy -o name | cut -d / -f 2 | paste -sd, -
kubectl get deploy -o name | tr '/' ' ' | awk '{print $2}' | tr '\n' ' '; echo
kubectl get deploy -o name | sed 's#.*/##' | nl
kubectl get deploy -o name | sed 's/deployment.apps\///' | sort -r
kubectl get deploy -o name | sed s/deployment//g | head -n1
kubectl get deploy -o name | sed -n '2p'
kubectl get deploy -o name | sed -n '$p'
kubectl get deploy -o name | sed '1d;$d'
kubectl get deploy -o name | sed 's/x'
kubectl get deploy -o name | cut -f
kubectl get deploy -o name | cut
kubectl get deploy -o name | head -x
kubectl get deploy -o name | head -n
kubectl get deploy -o name | sort -z1 | wc -l
kubectl get deploy -o name | wc
kubectl get deploy -o name | wc -lw
kubectl get deploy -o name | xargs -n1 echo found
kubectl get deploy -o name | xargs -I{} echo got {} here
kubectl get deploy -o name | xargs kubectl get -o jsonpath='{.items[*].spec.replicas}'; echo
kubectl get deploy -o name | xargs -I % kubectl get % -o jsonpath='{.metadata.name} {.spec.replicas}{"\n"}'
kubectl get deploy -o name | while read d; do echo "- $d"; done
kubectl get deploy --no-headers | while read name ready rest; do echo "$name has $ready"; done
kubectl get deploy --no-headers | while IFS=' ' read -r name _ up _; do [ "$up" -gt 1 ] && echo $name; done
kubectl get deploy -o jsonpath='{range .items[*]}{.metadata.name}={.spec.replicas}{"\n"}{end}' | while IFS== read k v; do echo "$k -> $v"; done
for d in web db; do echo "$d: $(kubectl get deploy $d -o jsonpath='{.spec.replicas}')"; done
for d in web nosuch; do kubectl get deploy $d -o name || echo "no $d"; done
for d in $(kubectl get deploy -o name); do kubectl get $d -o jsonpath='{.spec.template.spec.containers[0].image}'; echo; done
for i in 1 2 3; do kubectl create cm cm-$i --from-literal=n=$i; done
for i in {1..3}; do kubectl label cm cm-$i odd=$((i % 2)); done
for ((i=1; i<=3; i++)); do kubectl get cm cm-$i -o jsonpath='{.data.n}'; done; echo
i=1; while [ $i -le 3 ]; do kubectl delete cm cm-$i; i=$((i+1)); done
until kubectl get cm later -o name 2>/dev/null; do kubectl create cm later; done
while true; do kubectl get cm later -o name; break; done
for ns in $(kubectl get ns -o jsonpath='{.items[*].metadata.name}'); do printf '%s %s\n' "$ns" "$(kubectl get pods -n $ns --no-headers 2>/dev/null | wc -l)"; done
kubectl get ns -o name | xargs -n1 basename | sort
total=0; for r in $(kubectl get deploy -o jsonpath='{.items[*].spec.replicas}'); do total=$((total+r)); done; echo "total $total"
kubectl get pods -l app=web -o name | head -1 | xargs kubectl delete --wait=false | wc -l
kubectl get pods -o wide --no-headers | awk '{print $7}' | sort | uniq -c
kubectl get pods -o jsonpath='{.items[*].status.podIP}' | tr ' ' '\n' | grep -cE '^[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+$'
kubectl get pods -o jsonpath='{.items[*].metadata.labels.app}' | tr ' ' '\n' | sort | uniq -c | awk '{print $2"="$1}'
kubectl get pods -o yaml | grep -E '^ +image: ' | sort | uniq -c
kubectl get pods -o yaml | grep image: | awk '{print $NF}' | sort -u
kubectl get deploy web -o yaml | sed -n '/containers:/,/resources:/p'
kubectl get deploy web -o yaml | grep -A2 -n 'strategy:'
kubectl get deploy web -o yaml | grep -B1 'maxSurge'
kubectl get deploy web -o json | grep '"replicas"' | head -1 | tr -d ' ,'
kubectl get deploy web -o yaml | tee web.yaml | wc -l
kubectl get deploy web -o yaml > web.yaml; sed -i 's/replicas: 3/replicas: 2/' web.yaml && kubectl apply -f web.yaml
kubectl get deploy web -o yaml | sed 's/name: web/name: web2/' | kubectl create -f -
kubectl get deploy | sort -k1,1r | head -3 | awk '{print $1}'
kubectl get deploy --no-headers | sort -k4 -n | awk '{print $1, $4}'
kubectl get deploy | column -t | head -1
kubectl get deploy --no-headers | tac | awk '{print $1}'
kubectl get deploy --no-headers | rev | cut -c1-3
kubectl get pods nosuch | wc -l
kubectl get pods nosuch 2>/dev/null | wc -l
kubectl get pods nosuch 2>&1 | wc -l
kubectl get pods nosuch 2>&1 | grep -o 'not found'
kubectl get pods nosuch &> all.txt; wc -l < all.txt
kubectl get pods nosuch > /dev/null 2> errors.txt; cat errors.txt
kubectl get nosuch >> errors.txt 2>&1; wc -l errors.txt
kubectl get deploy web >out.txt nosuch; cat out.txt | wc -l
kubectl get deploy > /no/such/folder/out.txt
kubectl get deploy > $nothing
kubectl get deploy | nosuchprogram
nosuchprogram | kubectl get deploy -o name
kubectl get pods nosuch | true; echo $?
set -o pipefail; kubectl get pods nosuch 2>/dev/null | cat; echo $?; set +o pipefail
kubectl get pods nosuch 2>/dev/null | cat; echo ${PIPESTATUS[@]}
diff <(kubectl get deploy web -o jsonpath='{.spec.replicas}{"\n"}') <(kubectl get deploy db -o jsonpath='{.spec.replicas}{"\n"}')
